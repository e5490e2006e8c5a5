import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { Refusal } from '../contracts/refusal.ts';
import { problemOfText } from './parseJson.ts';

export interface Form {
  fields: Record<string, string>;
  file: Buffer | undefined;
}

/** The most bytes of an uploaded file, where its endpoint takes no larger one: 5 MiB. */
const usualLimit = 5 * 1024 * 1024;

/**
 * Reads a multipart form with text fields and at most one file, which must be named `fileName`, of at most `fileLimit` bytes.
 * @throws {Refusal} 400 malformed or another file, 413 too large.
 */
export function readForm(request: IncomingMessage, fileName: string, fileLimit = usualLimit): Promise<Form> {
  const { promise, resolve, reject } = Promise.withResolvers<Form>();
  const form: Form = { fields: {}, file: undefined };
  const malformed = () => reject(new Refusal('invalid', 'malformed_multipart'));
  const tooLarge = () =>
    reject(new Refusal('too_large', 'body_too_large', { parameters: { limit: fileLimit } }));

  let parser: BusboyInstance;
  try {
    parser = new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { fileSize: fileLimit, files: 1, fields: 50, fieldSize: 64 * 1024 },
    });
  } catch {
    malformed();
    return promise;
  }
  parser.on('field', (name, value, _nameTruncated, valueTruncated) => {
    // What is no UTF-8 comes decoded as U+FFFD.
    if (
      valueTruncated ||
      value.includes('\ufffd') ||
      problemOfText(value) ||
      Object.hasOwn(form.fields, name) ||
      name === '__proto__'
    )
      malformed();
    else form.fields[name] = value;
  });
  parser.on('file', (name, stream) => {
    if (name !== fileName) {
      reject(new Refusal('invalid', 'invalid_request', { fields: { [name]: ['unknown_file'] } }));
    }
    const chunks: Buffer[] = [];
    // The parser's own error comes through the file that it was reading.
    stream.on('error', malformed);
    stream.on('limit', tooLarge);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => (form.file = Buffer.concat(chunks)));
  });
  parser.on('filesLimit', malformed);
  parser.on('fieldsLimit', malformed);
  parser.on('error', malformed);
  parser.on('finish', () => resolve(form));
  request.on('aborted', malformed);
  request.pipe(parser);
  return promise;
}
