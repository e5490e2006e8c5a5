import type { IncomingMessage } from 'node:http';
import { Refusal } from '../contracts/refusal.ts';
import { parseJson } from './parseJson.ts';

/** The most bytes of a JSON body, where its endpoint takes no larger one. */
const usualLimit = 1024 * 1024;

/**
 * The JSON body of a request, of at most so many bytes. Undefined when there is none.
 * @throws {Refusal} 413 too large, 415 not JSON by its type or compressed, 400 not UTF-8 or not JSON.
 */
export async function readJsonBody(request: IncomingMessage, limit = usualLimit): Promise<unknown> {
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return undefined;
  assertType(request, 'application/json');
  return parseJson(decodeUtf8(bytes));
}

/** The whole body. Counts while it reads, so that a body without a length cannot fill the memory. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Refusal('unsupported', 'unsupported_encoding');
  const tooLarge = () => new Refusal('too_large', 'body_too_large', { parameters: { limit } });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();

  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function assertType(request: IncomingMessage, expected: string): void {
  const [given = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = !charset || /^charset="?utf-?8"?$/.test(charset);
  if (given.trim() === expected && isUtf8) return;
  throw new Refusal('unsupported', 'unsupported_media_type', {
    parameters: { expected: `${expected} (UTF-8)`, given: request.headers['content-type'] || '(none)' },
  });
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('invalid', 'body_not_utf8');
  }
}
