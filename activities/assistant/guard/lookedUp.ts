import type { Lookup } from '../../../contracts/assistant.ts';
import { wordsOf } from '../../../contracts/plainText.ts';

/** Shorter words stand in anything. */
const tellingLength = 4;

/**
 * Whether a text speaks of what was looked up: of an order by its number, its state, its sum or a product. A lookup that
 * found nothing is no ground for anything.
 */
export function speaksOfFound(text: string, lookups: Lookup[]): boolean {
  const telling = new Set(lookups.flatMap(({ found }) => valuesIn(found)).flatMap(wordsOf));
  return wordsOf(text).some(
    (word) => telling.has(word) && (word.length >= tellingLength || /^\d+$/u.test(word)),
  );
}

/** The texts and numbers in plain JSON, without the names of its members. */
function valuesIn(found: unknown): string[] {
  if (typeof found === 'string' || typeof found === 'number') return [String(found)];
  return found !== null && typeof found === 'object' ? Object.values(found).flatMap(valuesIn) : [];
}
