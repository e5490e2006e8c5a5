/** A text without accents, in lower case, and without signs that nobody sees; full-width characters are usual ones. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();

/** The words and numbers of a text, in order, each plain. */
export const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The same as one text, a space between them. */
export const plainWords = (text: string): string => wordsOf(text).join(' ');
