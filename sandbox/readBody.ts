import type { Context } from 'koa';

/** The most that is kept of a request's body, in bytes, unless said otherwise. */
const defaultLimit = 20 * 1024 * 1024;

/** The body of a request. Answers 413 when it is larger than `limit` bytes. */
export async function readBytes(ctx: Context, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and forgotten: a caller who is still sending would not hear the answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) ctx.throw(413, 'the body is too large');
  return Buffer.concat(chunks);
}

/** The body of a request as text. Answers 413 when it is larger than 20 MiB. */
export const readBody = async (ctx: Context): Promise<string> =>
  (await readBytes(ctx, defaultLimit)).toString('utf8');

/** The JSON body of a request; undefined when it is no JSON. */
export async function readJson(ctx: Context): Promise<unknown> {
  const text = await readBody(ctx);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
