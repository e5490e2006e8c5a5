import type { NewAccount } from '../social/accounts.ts';

/** Reddit's accounts in the sandbox; their ids are numbers in base 36. */
export const accounts: NewAccount[] = [
  {
    id: '6w2kq',
    handle: 'atelier_lune',
    name: 'Atelier Lune',
    biography: 'Ceramics from Lyon. New pieces every Friday.',
    verified: true,
    followers: 2_150,
    following: 40,
    postsPerWeek: 3,
  },
  {
    id: '1f9xc0',
    handle: 'max_makes',
    name: 'Max makes',
    biography: 'Wood, tools, mistakes.',
    followers: 318,
    following: 22,
    postsPerWeek: 4,
  },
  {
    id: 'zq81mm2',
    handle: 'newcomer-1234',
    name: '',
    biography: '',
    followers: 3,
    following: 5,
    postsPerWeek: 0.5,
    details: { minutesBetweenPosts: '10' },
  },
];
