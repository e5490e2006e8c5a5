import type { NewAccount } from '../social/accounts.ts';

/** YouTube's channels in the sandbox; the list of a channel's uploads has its id, beginning with UU. */
export const accounts: NewAccount[] = [
  {
    id: 'UCk8GzjMOrta8yxDcKfylJYw',
    handle: 'atelierlune',
    name: 'Atelier Lune',
    biography: 'Ceramics from Lyon. New pieces every Friday.',
    followers: 25_640,
    following: 0,
    postsPerWeek: 2,
  },
  {
    id: 'UC5f3X9mQpTz2vLrWk7HbNda',
    handle: 'maxmakes',
    name: 'Max makes',
    biography: 'Wood, tools, mistakes.',
    followers: 1_204,
    following: 0,
    postsPerWeek: 1,
  },
  {
    id: 'UCq1Zt6RyVbn0sKdJw4MxeLg',
    handle: 'quietchannel',
    name: 'Quiet channel',
    biography: 'Tells nobody how many subscribe.',
    followers: 310,
    following: 0,
    postsPerWeek: 0.5,
    details: { hiddenSubscribers: 'yes' },
  },
];
