const yes = /^(oui+|yes+|confirmer?|confirmee?s?|confirmons|confirmed)$/;

/** Words that say no, or not yet, or under a condition. */
const reservations = new Set([
  ...['non', 'nan', 'ne', 'n', 'pas', 'jamais', 'aucun', 'aucune', 'rien', 'ni', 'sans'],
  ...['mais', 'si', 'sauf', 'attends', 'attendez', 'attendre', 'tard', 'annule', 'annuler', 'annulez'],
  ...['no', 'nope', 'nah', 'not', 'never', 'nothing', 'neither', 'nor', 'without', 'cannot'],
  ...['dont', 'cant', 'wont', 'didnt', 'but', 'if', 'unless', 'except', 'wait', 'later', 'cancel'],
]);

/** What holds such a word and says yes all the same. */
const harmless = /\b(pas de (problemes?|soucis?)|sans (problemes?|soucis?)|no (problem|worries))\b/g;

/**
 * Whether a customer's message, French or English, confirms: it holds a word such as "oui", "confirmer" or "yes" outside
 * of a question, and nothing in it says no, not yet, or only if. In doubt it does not: an order that waits for a clearer
 * word costs less than one that is sent against the customer's will.
 */
export function confirms(message: string): boolean {
  const plain = message
    .normalize('NFC')
    .toLowerCase()
    .replace(/[éè]/g, 'e')
    .replace(/[’`´]/g, "'")
    .replace(/n't(?!\p{L})/gu, ' not')
    .replace(harmless, ' ');
  if (wordsOf(plain).some((word) => reservations.has(word))) return false;
  const sentences = plain.match(/[^.!?\n]+[.!?]*/g) ?? [];
  return sentences.some(
    (sentence) => !sentence.includes('?') && wordsOf(sentence).some((word) => yes.test(word)),
  );
}

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
