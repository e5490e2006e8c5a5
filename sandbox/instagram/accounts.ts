import type { NewAccount } from '../social/accounts.ts';

/** Instagram's professional accounts in the sandbox; their id is the user_id that webhooks and publishing use. */
export const accounts: NewAccount[] = [
  {
    id: '17841400008460056',
    handle: 'atelier.lune',
    name: 'Atelier Lune',
    biography: 'Ceramics from Lyon. New pieces every Friday.',
    verified: true,
    followers: 61_500,
    following: 420,
    postsPerWeek: 5,
  },
  {
    id: '17841405793187218',
    handle: 'max.makes',
    name: 'Max makes',
    biography: 'Wood, tools, mistakes.',
    followers: 2_870,
    following: 610,
    postsPerWeek: 2,
  },
  {
    // Under 100 followers there is no data: its insights are empty.
    id: '17841463251187009',
    handle: 'newcomer',
    name: 'Newcomer',
    biography: '',
    followers: 12,
    following: 40,
    postsPerWeek: 0.5,
  },
];
