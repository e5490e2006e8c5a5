import type { NewAccount } from '../social/accounts.ts';

/** X's people in the sandbox; their ids are numbers as text. */
export const accounts: NewAccount[] = [
  {
    id: '1459876543210987654',
    handle: 'atelier_lune',
    name: 'Atelier Lune',
    biography: 'Ceramics from Lyon. New pieces every Friday.',
    verified: true,
    followers: 18_400,
    following: 421,
    postsPerWeek: 9,
  },
  {
    id: '2244994945',
    handle: 'max_makes',
    name: 'Max makes',
    biography: 'Wood, tools, mistakes.',
    followers: 1_930,
    following: 610,
    postsPerWeek: 5,
  },
  {
    id: '1701234567890123456',
    handle: 'newcomer_here',
    name: 'Newcomer',
    biography: '',
    followers: 7,
    following: 35,
    postsPerWeek: 0.5,
  },
];
