import type { NewAccount } from '../social/accounts.ts';

/** TikTok's people in the sandbox; their id is the open_id. */
export const accounts: NewAccount[] = [
  {
    id: '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL',
    handle: 'atelier.lune',
    name: 'Atelier Lune',
    biography: 'Ceramics from Lyon. New pieces every Friday.',
    verified: true,
    followers: 48_200,
    following: 312,
    postsPerWeek: 4,
  },
  {
    id: '-000QnhbTXkGWqd8hUTZ0vIMdMIrDEEo61vF',
    handle: 'max.makes',
    name: 'Max makes',
    biography: 'Wood, tools, mistakes.',
    followers: 3_140,
    following: 540,
    postsPerWeek: 2,
  },
  {
    id: '-000bJlPtvMjRnEcxKpD1ZfYwAqHs7uNoGhV',
    handle: 'newcomer',
    name: 'Newcomer',
    biography: '',
    followers: 12,
    following: 40,
    postsPerWeek: 0.5,
  },
];
