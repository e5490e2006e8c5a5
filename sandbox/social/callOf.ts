import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { RouterContext } from '@koa/router';
import { readBytes } from '../readBody.ts';
import type { Store } from '../store.ts';
import { nowOf } from './clock.ts';
import type { Call, Platform } from './platform.ts';
import { hiddenMsOf } from './publishing/visibility.ts';

/** The largest body that is taken: a last part of a TikTok video may have 128 MB. */
const bodyLimit = 128 * 1024 * 1024;

/** A call with its body read. */
export async function callOf(ctx: RouterContext, store: Store, platform: Platform): Promise<Call> {
  const bytes = await readBytes(ctx, bodyLimit);
  const isForm = ctx.is('application/x-www-form-urlencoded') !== false;
  const isFile = ctx.is('image/*', 'video/*', 'application/octet-stream', 'multipart/*') !== false;
  const text = isFile ? '' : bytes.toString('utf8');
  const form = new URLSearchParams(isForm ? text : '');
  const files = new Map<string, Buffer>();
  if (ctx.is('multipart/form-data')) await readParts(ctx, bytes, { form, files });
  return {
    ...{ ctx, store, platform, bytes, text, form, files },
    ...{ now: nowOf(store), origin: `${ctx.protocol}://${ctx.host}` },
    ...{ request: null, send: null, hiddenMs: hiddenMsOf(store, platform.name) },
    query: new URLSearchParams(ctx.querystring),
  };
}

/** Takes the fields and files of a form of parts (RFC 7578); what is malformed is left out. */
async function readParts(
  ctx: RouterContext,
  bytes: Buffer,
  { form, files }: Pick<Call, 'form' | 'files'>,
): Promise<void> {
  try {
    const parts = new Busboy({ headers: ctx.req.headers as BusboyHeaders });
    parts.on('field', (name, value) => form.append(name, value));
    parts.on('file', (name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => files.set(name, Buffer.concat(chunks)));
    });
    await pipeline(Readable.from([bytes]), parts);
  } catch {
    // The platform then finds its parameters missing, and says so.
  }
}
