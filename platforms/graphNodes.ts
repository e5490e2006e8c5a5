import { z } from 'zod';
import { unreadable } from './errors.ts';
import type { AccountCall } from './credentials.ts';

/** Reading and writing the nodes of Meta's Graph: https://developers.facebook.com/docs/graph-api/overview */
const Created = z.object({ id: z.string() });

/**
 * Makes a node at an edge (`<id>/media`), or changes one; the answer as it is. Fields without a value are left out. A
 * file is sent as `source`.
 */
export async function postToGraph(
  { http, accessToken }: AccountCall,
  path: string,
  fields: Record<string, string | undefined>,
  source?: { name: string; type: string; body: Uint8Array },
): Promise<unknown> {
  const form = { ...fields, access_token: accessToken };
  const texts = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const body = source ? { multipart: { ...Object.fromEntries(texts), source } } : { form };
  return (await http.send({ method: 'POST', host: 'graph', path: `/{version}/${path}`, ...body })).json;
}

/** Makes a node at an edge; its id. */
export async function createNode(...call: Parameters<typeof postToGraph>): Promise<string> {
  const result = Created.safeParse(await postToGraph(...call));
  if (!result.success) throw unreadable('Meta answered no id');
  return result.data.id;
}

/** Reads a node or an edge in the shape that is expected. */
export async function readGraph<Shape>(
  { http, accessToken }: AccountCall,
  path: string,
  {
    shape,
    ...options
  }: {
    shape: z.ZodType<Shape>;
    fields: string;
    limit?: number;
    /** The cursor of a page, where it is not the first. */
    after?: string | undefined;
    /** What else the node is asked by. */
    query?: Record<string, string>;
    deadlineMs?: number;
  },
): Promise<Shape> {
  const { fields, limit, after, deadlineMs } = options;
  const query = { fields, limit, after, ...options.query, access_token: accessToken };
  const { json } = await http.send({
    host: 'graph',
    path: `/{version}/${path}`,
    query,
    ...(deadlineMs && { deadlineMs }),
  });
  const result = shape.safeParse(json);
  if (!result.success) throw unreadable('Meta answered another shape');
  return result.data;
}
