import type { NewAccount } from '../social/accounts.ts';

/** Facebook's people in the sandbox. `details.pages` names their pages; without it a person has one of their own name. */
export const accounts: NewAccount[] = [
  {
    id: '10224519837401128',
    handle: 'camille.moreau',
    name: 'Camille Moreau',
    biography: 'Ceramics from Lyon.',
    verified: true,
    followers: 23_400,
    following: 180,
    postsPerWeek: 4,
    details: { pages: 'Atelier Lune, Atelier Lune Paris, Marché de la Croix-Rousse' },
  },
  {
    id: '10159873344120991',
    handle: 'max.keller',
    name: 'Max Keller',
    biography: 'Wood, tools, mistakes.',
    followers: 1_930,
    following: 420,
    postsPerWeek: 2,
    details: { pages: 'Max makes' },
  },
  {
    // A page that fewer than 100 people follow has no insights.
    id: '10230114477065302',
    handle: 'nina.newcomer',
    name: 'Nina Newcomer',
    biography: '',
    followers: 12,
    following: 40,
    postsPerWeek: 0.5,
  },
];
