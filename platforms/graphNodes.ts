import { z } from 'zod';
import { Unavailable } from './errors.ts';
import type { AccountCall } from './platform.ts';

/** Reading and writing the nodes of Meta's Graph: https://developers.facebook.com/docs/graph-api/overview */
const Created = z.object({ id: z.string() });

/** Makes a node at an edge (`<id>/media`), or changes one; the answer as it is. Fields without a value are left out. */
export async function postToGraph(
  { http, accessToken }: AccountCall,
  path: string,
  fields: Record<string, string | undefined>,
): Promise<unknown> {
  const form = { ...fields, access_token: accessToken };
  return (await http.send({ method: 'POST', host: 'graph', path: `/{version}/${path}`, form })).json;
}

/** Makes a node at an edge; its id. */
export async function createNode(...call: Parameters<typeof postToGraph>): Promise<string> {
  const result = Created.safeParse(await postToGraph(...call));
  if (!result.success) throw new Unavailable('Meta answered no id', 'unknown');
  return result.data.id;
}

/** Reads a node or an edge in the shape that is expected. */
export async function readGraph<Shape>(
  { http, accessToken }: AccountCall,
  path: string,
  { shape, ...options }: { shape: z.ZodType<Shape>; fields: string; limit?: number; deadlineMs?: number },
): Promise<Shape> {
  const { fields, limit, deadlineMs } = options;
  const query = { fields, limit, access_token: accessToken };
  const { json } = await http.send({
    host: 'graph',
    path: `/{version}/${path}`,
    query,
    ...(deadlineMs && { deadlineMs }),
  });
  const result = shape.safeParse(json);
  if (!result.success) throw new Unavailable('Meta answered another shape', 'unknown');
  return result.data;
}

const Permalink = z.object({ permalink: z.string().nullish(), permalink_url: z.string().nullish() });

/**
 * The address of a post that was just published, or null: whatever goes wrong here, the post is there, and its id known.
 */
export async function readPermalink(
  call: AccountCall,
  id: string,
  field: 'permalink' | 'permalink_url',
): Promise<string | null> {
  try {
    const node = await readGraph(call, id, { shape: Permalink, fields: field, deadlineMs: 3_000 });
    return node[field] ?? null;
  } catch {
    return null;
  }
}
