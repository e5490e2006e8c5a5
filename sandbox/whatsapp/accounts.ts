import type { NewAccount } from '../social/accounts.ts';

/**
 * WhatsApp Business accounts in the sandbox; their id is the WABA's. `details.numbers` lists their phone numbers; an
 * account without it has one.
 */
export const accounts: NewAccount[] = [
  {
    id: '102290129340398',
    handle: 'atelier.lune',
    name: 'Atelier Lune',
    biography: 'Ceramics from Lyon.',
    verified: true,
    followers: 0,
    following: 0,
    postsPerWeek: 0.01,
    details: { numbers: '+33 4 78 91 00 12, +33 1 70 18 99 00' },
  },
  {
    id: '109483725511640',
    handle: 'max.makes',
    name: 'Max makes',
    biography: 'Wood, tools, mistakes.',
    followers: 0,
    following: 0,
    postsPerWeek: 0.01,
    details: { numbers: '+49 30 5557 2318' },
  },
];
