/** Every object within a JSON value, the outermost first. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (value === null || typeof value !== 'object') return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

/** The JSON that a text is, or has on lines of its own; the texts around it are left out. */
export function jsonIn(text: string): unknown[] {
  const whole = parse(text);
  if (whole !== undefined) return [whole];
  return text
    .split('\n')
    .map((line) => parse(line))
    .filter((value) => value !== undefined);
}

function parse(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An element of a text with tags. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  content: string;
}

/** The elements of these names that a text has, whatever stands around them. */
export function elementsIn(text: string, names: string): Element[] {
  const pattern = new RegExp(`<(${names})\\b([^>]*)>([\\s\\S]*?)</\\1>`, 'gi');
  return [...text.matchAll(pattern)].map(([, name = '', attributes = '', content = '']) => ({
    ...{ name: name.toLowerCase(), content: content.trim() },
    attributes: Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)\s*=\s*["']([^"']*)["']/g)].map(([, key = '', value = '']) => [
        key.toLowerCase(),
        value,
      ]),
    ),
  }));
}

/** The first of these members of an object that is a text or a number. */
export function textAt(object: Record<string, unknown>, names: string[]): string {
  for (const name of names) {
    const value = object[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return '';
}
