import type { Locale } from '../locale.ts';

/** Words that fill placeholders: names of things and states, which the code says in English. */
const french: Record<string, string> = {
  project: 'projet',
  image: 'image',
  file: 'fichier',
  session: 'session',
  member: 'membre',
  invitation: 'invitation',
  'API key': 'clé d’API',
  pending: 'en attente',
  generated: 'générée',
  validated: 'validée',
  rejected: 'rejetée',
  failed: 'en échec',
  owner: 'propriétaire',
  editor: 'éditeur',
  viewer: 'lecteur',
};

/** A placeholder's value in a language; what is no such word stays as it is. */
export const wordOf = (locale: Locale, value: string | number): string =>
  locale === 'fr' ? (french[value] ?? String(value)) : String(value);
