import type { inboxEn } from './inboxEn.ts';

/** What is said about receiving messages, in French. */
export const inboxFr: Record<keyof typeof inboxEn, string> = {
  wrong_verify_token: 'Le jeton de vérification n’est pas celui qui a été convenu',
  wrong_signature: 'X-Hub-Signature-256 manque ou n’est pas notre signature de ces octets',
  events_not_stored: 'Les mises à jour n’ont pas pu être enregistrées\u00a0: renvoyez-les',
};
