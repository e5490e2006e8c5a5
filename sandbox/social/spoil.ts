import { Readable } from 'node:stream';
import type { RouterContext } from '@koa/router';
import { staysFor } from '../connection.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The answer's JSON breaks off in the middle. */
export function malformBody(ctx: RouterContext): void {
  const text = JSON.stringify(ctx.body ?? {});
  ctx.body = text.slice(0, Math.max(1, Math.floor(text.length / 2)));
  ctx.type = 'application/json';
}

/** Every object of the answer gets fields that nobody announced. */
export function addUnknownFields(ctx: RouterContext): void {
  ctx.body = withUnknownFields(JSON.parse(JSON.stringify(ctx.body ?? {})) as Json);
}

function withUnknownFields(value: Json): Json {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (value === null || typeof value !== 'object') return value;
  const known = Object.entries(value).map(([name, inner]) => [name, withUnknownFields(inner)] as const);
  const unknown = {
    announced_by_nobody: { since: 'today', values: [1, null, 'x'] },
    another_new_field: null,
  };
  return { ...unknown, ...Object.fromEntries(known) };
}

/** The answer begins at once and ends after a while. */
export function slowBody(ctx: RouterContext, milliseconds: number): void {
  const text = JSON.stringify(ctx.body ?? {});
  const half = Math.floor(text.length / 2);
  async function* parts() {
    yield text.slice(0, half);
    if (await staysFor(ctx, milliseconds)) yield text.slice(half);
  }
  ctx.body = Readable.from(parts());
  ctx.type = 'application/json';
}
