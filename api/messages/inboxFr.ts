import type { inboxEn } from './inboxEn.ts';

/** What is said about receiving messages, in French. */
export const inboxFr: Record<keyof typeof inboxEn, string> = {
  wrong_verify_token: 'Le jeton de vérification n’est pas celui qui a été convenu',
  wrong_signature: 'X-Hub-Signature-256 manque ou n’est pas notre signature de ces octets',
  events_not_stored: 'Les mises à jour n’ont pas pu être enregistrées\u00a0: renvoyez-les',
  not_a_phone_number: 'Ce n’est pas un numéro de téléphone avec son indicatif, comme +33612345678.',
  client_exists: 'Un autre client a ce numéro\u00a0: GET /api/clients?phoneNumber= le trouve',
  too_many_decimals: 'Un montant a deux décimales au plus.',
  not_a_currency: 'Une devise s’écrit en trois majuscules, comme EUR.',
  total_too_large: 'Le total dépasse ce qu’une commande peut contenir.',
};
