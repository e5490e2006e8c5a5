import { z } from 'zod';
import type { Call } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';

/** What a call says in JSON; nothing at all is an empty object. @throws {Refused} when it is no such thing. */
export function readJsonBody<Body>({ ctx, text }: Call, schema: z.ZodType<Body>): Body {
  if (text && !ctx.is('json')) {
    throw new Refused('invalid_parameter', 'The content type must be application/json.');
  }
  const body = schema.safeParse(parse(text));
  if (!body.success) throw new Refused('invalid_parameter', z.prettifyError(body.error));
  return body.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text || '{}') as unknown;
  } catch {
    return undefined;
  }
}
