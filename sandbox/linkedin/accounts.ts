import type { NewAccount } from '../social/accounts.ts';

/** LinkedIn's members in the sandbox; their id is the one of a person’s URN. */
export const accounts: NewAccount[] = [
  {
    id: '782bbtaQ4x',
    handle: 'claire-fontaine',
    name: 'Claire Fontaine',
    biography: 'Ceramist, founder of Atelier Lune',
    followers: 3_850,
    following: 502,
    postsPerWeek: 2,
  },
  {
    id: 'yrZCpj2ZYQ',
    handle: 'max-berger',
    name: 'Max Berger',
    biography: 'Furniture maker',
    followers: 640,
    following: 388,
    postsPerWeek: 1,
  },
  {
    id: 'k1nQxVw7Lt',
    handle: 'new-comer',
    name: 'New Comer',
    biography: '',
    followers: 4,
    following: 12,
    postsPerWeek: 0.5,
  },
];
