import { FormData } from 'undici';

/** What a request carries: one of these, or nothing. */
export interface RequestBody {
  /** Sent as application/x-www-form-urlencoded, without the fields that are not set. */
  form?: Record<string, string | undefined>;
  json?: unknown;
  /** Bytes as they are, under their media type. */
  bytes?: { type: string; body: Uint8Array };
  /** Sent as multipart/form-data: texts, and files under their names. */
  multipart?: Record<string, string | { name: string; type: string; body: Uint8Array }>;
}

/** The body as undici takes it, and its type; undici itself names the type of a multipart one, with its boundary. */
export function encodeBody({ form, json, bytes, multipart }: RequestBody): {
  type: string | null;
  body: string | Uint8Array | FormData | null;
} {
  if (form) {
    const given = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(given).toString() };
  }
  if (json !== undefined) return { type: 'application/json', body: JSON.stringify(json) };
  if (bytes) return bytes;
  return { type: null, body: multipart ? encodeMultipart(multipart) : null };
}

function encodeMultipart(parts: NonNullable<RequestBody['multipart']>): FormData {
  const data = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') data.append(name, part);
    else data.append(name, new Blob([Buffer.from(part.body)], { type: part.type }), part.name);
  }
  return data;
}
