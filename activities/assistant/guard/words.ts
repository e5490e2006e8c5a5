/** A text without accents, in lower case, and without signs that nobody sees; full-width characters are usual ones. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();

/** Its words and numbers, in order. */
export const wordsOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Every run of so many words of a text. */
export function runsOf(text: string, length: number): Set<string> {
  const words = wordsOf(text);
  const runs = words.slice(0, Math.max(0, words.length - length + 1));
  return new Set(runs.map((_, place) => words.slice(place, place + length).join(' ')));
}
