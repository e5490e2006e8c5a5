import type { RouterContext } from '@koa/router';
import { Refusal } from '../../contracts/refusal.ts';
import { problemOfText } from '../parseJson.ts';
import { readBytes } from '../readBody.ts';
import { readForm } from '../readForm.ts';

/** The most bytes of a form: a token, a name, two passwords. */
const formLimit = 16 * 1024;

/**
 * The fields of a form that a page of ours sent, or that a mail program sends where a mail says it may (RFC 8058).
 * @throws {Refusal} 415 another type, 413 too large, 400 text that cannot be kept
 */
export async function readPageForm(ctx: RouterContext): Promise<Record<string, string>> {
  if (ctx.is('multipart/form-data')) return (await readForm(ctx.req, '')).fields;
  if (!ctx.is('application/x-www-form-urlencoded')) {
    throw new Refusal('unsupported', 'unsupported_media_type', {
      parameters: {
        expected: 'application/x-www-form-urlencoded',
        given: ctx.get('content-type') || '(none)',
      },
    });
  }
  const fields = new URLSearchParams((await readBytes(ctx.req, formLimit)).toString('utf8'));
  for (const [name, value] of fields) {
    const code = problemOfText(value);
    if (code) throw new Refusal('invalid', code, { fields: { [name]: [code] } });
  }
  return Object.fromEntries(fields);
}
