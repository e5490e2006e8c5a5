import { anyOf } from './words.ts';

/** The colours of a picture, each list from far to near or from top to bottom. */
export interface Palette {
  sky: [string, string, string];
  sun: string;
  land: [string, string, string];
  water: string;
}

/** Times of day; the words of a prompt choose one, else its hash does. */
export const palettes: { words: RegExp; palette: Palette }[] = [
  {
    words: anyOf('sunset', 'coucher', 'dusk', 'soir'),
    palette: {
      sky: ['#3b1c5a', '#d1495b', '#ffb35c'],
      sun: '#fff1c9',
      land: ['#7a3b69', '#55264f', '#2d1436'],
      water: '#b5496b',
    },
  },
  {
    words: anyOf('night', 'nuit', 'neon', 'néon', 'star', 'étoile'),
    palette: {
      sky: ['#050b2e', '#142462', '#3a3f8f'],
      sun: '#f4f1de',
      land: ['#1b2a5c', '#121c42', '#0a1029'],
      water: '#17306b',
    },
  },
  {
    words: anyOf('dawn', 'aube', 'morning', 'matin', 'mist', 'brume'),
    palette: {
      sky: ['#6fa8dc', '#f7cfd8', '#fff0d9'],
      sun: '#fffdf2',
      land: ['#9db4c0', '#6c8ea0', '#3e5c76'],
      water: '#a7c7d9',
    },
  },
  {
    words: anyOf('forest', 'forêt', 'garden', 'jardin', 'nature', 'jungle'),
    palette: {
      sky: ['#8ecae6', '#c5e8d5', '#f1faee'],
      sun: '#fff3b0',
      land: ['#74a57f', '#3f7d58', '#1f4d3a'],
      water: '#6fb3b8',
    },
  },
  {
    words: anyOf('desert', 'désert', 'sand', 'sable'),
    palette: {
      sky: ['#4ea8de', '#f6d8ae', '#ffe8c7'],
      sun: '#fff8e1',
      land: ['#e0a458', '#c9803f', '#8f5326'],
      water: '#69b7c4',
    },
  },
  {
    words: anyOf('day', 'jour', 'sea', 'mer', 'beach', 'plage'),
    palette: {
      sky: ['#2a9fd6', '#8fd3f4', '#e3f6ff'],
      sun: '#fffbe6',
      land: ['#7fb69b', '#4f8f73', '#2b5d4a'],
      water: '#2a86b0',
    },
  },
];
