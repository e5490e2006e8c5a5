import { Refusal } from '../contracts/refusal.ts';

const maximumDepth = 32;
/** Keys that could reach an object's prototype in code that copies members carelessly. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON that a stranger sent, and refuses what JavaScript or Postgres would take silently changed or not at
 * all: integers beyond 2^53, U+0000, lone surrogates, keys of prototypes, nesting beyond 32.
 * @throws {Refusal} 400, naming the place as `a.b.0`.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal('invalid', 'body_not_json', { parameters: { reason: (error as Error).message } });
  }
  assertPlain(value, []);
  return value;
}

function assertPlain(value: unknown, path: string[]): void {
  const refuse = (code: string, parameters = {}) =>
    new Refusal('invalid', code, { parameters, fields: { [path.join('.') || 'body']: [code] } });
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw refuse('unsafe_integer');
  if (typeof value === 'string') {
    const code = problemOfText(value);
    if (code) throw refuse(code);
  }
  if (typeof value !== 'object' || value === null) return;
  if (path.length >= maximumDepth) throw refuse('nested_too_deeply');
  for (const [key, member] of Object.entries(value)) {
    const code = forbiddenKeys.has(key) ? 'forbidden_key' : problemOfText(key);
    if (code) throw refuse(code, { key });
    assertPlain(member, [...path, key]);
  }
}

/** The code of what keeps a text from being stored as it is, else null. */
export function problemOfText(text: string): 'nul_character' | 'malformed_text' | null {
  if (text.includes('\0')) return 'nul_character';
  return text.isWellFormed() ? null : 'malformed_text';
}
