import type { z } from 'zod';
import { jsonBody } from '../social/jsonBody.ts';
import type { Call } from '../social/platform.ts';
import { RestRefused } from './refusal.ts';

/**
 * The body of a call of the versioned API. @throws {Refused} in the words of Rest.li (linkedin.github.io/rest.li), as
 * seen in its answers; without the protocol's header too (learn.microsoft.com/linkedin/shared/api-guide/concepts/
 * protocol-version; unconfirmed how).
 */
export function readRestBody<Body>(schema: z.ZodType<Body>, call: Call): Body {
  if (call.ctx.get('x-restli-protocol-version') !== '2.0.0') {
    throw new RestRefused({
      ...{ status: 400, code: 'ILLEGAL_ARGUMENT' },
      message: 'The header X-RestLi-Protocol-Version must be 2.0.0',
    });
  }
  const given = jsonBody(call);
  const body = schema.safeParse(given);
  if (body.success) return body.data;
  const message = body.error.issues.map((issue) => `ERROR :: ${describe(issue, given)}\n`).join('');
  throw new RestRefused({ status: 422, message });
}

function describe(issue: z.core.$ZodIssue, given: unknown): string {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return `/${[...path, issue.keys[0]].join('/')} :: unrecognized field found but not allowed`;
  }
  const reason =
    valueAt(given, path) === undefined
      ? 'field is required but not found and has no default value'
      : issue.message;
  return `/${path.join('/')} :: ${reason}`;
}

const valueAt = (given: unknown, path: string[]): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    given,
  );
