import type { Account } from '../social/accounts.ts';
import type { AccountCall } from '../social/platform.ts';
import { recentPosts, type SandboxPost } from '../social/posts.ts';
import { Refused } from '../social/refused.ts';

/** A list of Graph: https://developers.facebook.com/docs/graph-api/results */
interface GraphPage {
  data: unknown[];
  paging?: { cursors: { before: string; after: string }; next?: string };
}

/**
 * The page of an account's posts that a request asks for, newest first, each presented by `present`. A list without
 * posts has no paging; the last page has no `next`.
 */
export function pageOfPosts(
  call: AccountCall,
  account: Account,
  maximum: number,
  present: (post: SandboxPost) => unknown,
): GraphPage {
  const { query } = call;
  const limit = readLimit(query.get('limit'), maximum);
  const since = Number(query.get('since') ?? 0) * 1000;
  const after = query.get('after');
  const found = recentPosts(call, account, limit + 1, after === null ? undefined : readCursor(after)).filter(
    ({ publishedAt }) => publishedAt >= since,
  );
  const posts = found.slice(0, limit);
  const [first, last] = [posts[0], posts.at(-1)];
  if (!first || !last) return { data: [] };
  const cursors = { before: cursorOf(first), after: cursorOf(last) };
  const next = found.length > limit ? { next: addressOfNext(call, cursors.after) } : {};
  return { data: posts.map(present), paging: { cursors, ...next } };
}

function readLimit(text: string | null, maximum: number): number {
  const limit = Number(text ?? 25);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new Refused('invalid_parameter', 'Param limit must be a positive integer');
  }
  return Math.min(limit, maximum);
}

const cursorOf = ({ publishedAt }: SandboxPost): string =>
  Buffer.from(`p${publishedAt}`).toString('base64url');

function readCursor(text: string): number {
  const time = /^p(\d+)$/.exec(Buffer.from(text, 'base64url').toString())?.[1];
  if (time === undefined) throw new Refused('invalid_parameter', 'Invalid cursors values');
  return Number(time);
}

/** The same request with a cursor; Graph repeats the whole query, the token too. */
function addressOfNext({ ctx, query, origin }: AccountCall, after: string): string {
  const next = new URLSearchParams(query);
  next.set('after', after);
  return `${origin}${ctx.path}?${next.toString()}`;
}
