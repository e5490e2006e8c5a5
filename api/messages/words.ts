import type { Locale } from '../locale.ts';

/** Words that fill placeholders: names of things and states, which the code says in English. */
const french: Record<string, string> = {
  project: 'projet',
  'recurring plan': 'planning récurrent',
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
  post: 'post',
  draft: 'brouillon',
  scheduled: 'planifié',
  publishing: 'en cours de publication',
  needs_attention: 'en attente de vous',
  posted: 'publié',
  partly_posted: 'publié en partie',
  cancelled: 'annulé',
  planned: 'prévue',
  preparing: 'en préparation',
  prepared: 'prête',
  committing: 'en cours de publication',
  unknown: 'sans réponse',
  waiting: 'en attente du compte',
  parked: 'en attente de vous',
  published: 'publiée',
  skipped: 'sautée',
};

/** A placeholder's value in a language; what is no such word stays as it is. */
export const wordOf = (locale: Locale, value: string | number): string =>
  locale === 'fr' ? (french[value] ?? String(value)) : String(value);
