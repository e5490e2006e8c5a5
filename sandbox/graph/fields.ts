import { Refused } from '../social/refused.ts';

/**
 * A field as a request asks for it: `comments.limit(0).summary(total_count){message}`.
 * https://developers.facebook.com/docs/graph-api/guides/field-expansion
 */
export interface AskedField {
  name: string;
  /** What stands in the parentheses, by name. */
  modifiers: Record<string, string>;
  fields: AskedField[];
}

/** A node's fields: each gives a value, or undefined where this node has none. */
export type NodeFields<Node> = Record<string, (node: Node, asked: AskedField) => unknown>;

/** Reads the parameter `fields`. @throws {Refused} when it is malformed. */
export function parseFields(text: string): AskedField[] {
  const source = text.replace(/\s/g, '');
  let at = 0;
  const wrong = () =>
    new Refused('bad_request', `Syntax error "Expected end of string instead of "${source[at] ?? ''}"."`);
  const take = (pattern: RegExp): string | null => {
    const found = pattern.exec(source.slice(at))?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  function list(): AskedField[] {
    const fields: AskedField[] = [];
    do fields.push(field());
    while (take(/^,/));
    return fields;
  }
  function field(): AskedField {
    const name = take(/^\w+/);
    if (name === null) throw wrong();
    const modifiers: Record<string, string> = {};
    for (let modifier = take(/^\.\w+\([\w,.-]*\)/); modifier; modifier = take(/^\.\w+\([\w,.-]*\)/)) {
      const [, word = '', value = ''] = /^\.(\w+)\((.*)\)$/.exec(modifier) ?? [];
      modifiers[word] = value;
    }
    if (!take(/^\{/)) return { name, modifiers, fields: [] };
    const fields = list();
    if (!take(/^\}/)) throw wrong();
    return { name, modifiers, fields };
  }
  const fields = source === '' ? [] : list();
  if (at < source.length) throw wrong();
  return fields;
}

/**
 * A node as it is answered: its id, and the fields that were asked for, `defaults` when none were.
 * @throws {Refused} when it has no such field.
 */
export function selectFields<Node extends { id: string }>(
  node: Node,
  asked: AskedField[],
  { type, known, defaults }: { type: string; known: NodeFields<Node>; defaults: string[] },
): Record<string, unknown> {
  const wanted =
    asked.length > 0 ? asked : defaults.map((name) => ({ name, modifiers: {}, fields: [] as AskedField[] }));
  const unknown = wanted.find(({ name }) => name !== 'id' && !Object.hasOwn(known, name));
  if (unknown) {
    throw new Refused(
      'invalid_parameter',
      `Tried accessing nonexisting field (${unknown.name}) on node type (${type})`,
    );
  }
  const values = wanted.map((field) => [field.name, known[field.name]?.(node, field)] as const);
  return { ...Object.fromEntries(values.filter(([, value]) => value !== undefined)), id: node.id };
}
