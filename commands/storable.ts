/** A text as Postgres can keep it: without U+0000, and without half characters. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** Plain JSON as Postgres can keep it. */
export function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [storableText(key), storableJson(member)]),
  );
}
