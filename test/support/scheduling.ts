import { expect } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import type { Json } from './apiClient.ts';
import { aConnection } from './connections.ts';
import type { Publisher } from './publishing.ts';
import type { TestApi } from './testApi.ts';

/** An instant so many hours from now. */
export const hours = (count: number) => new Date(Date.now() + count * 60 * 60_000).toISOString();

/** An account of X without a platform behind it: where nothing is published, a text alone makes a post. */
export const anAccount = (api: Pick<TestApi, 'config'>, { projectId }: Publisher, platform = 'twitter') =>
  aConnection(api, projectId, platform);

/** A text that is scheduled for tomorrow at X, unless told otherwise; as the API shows it. */
export async function aScheduledPost({ client }: Publisher, post: object = {}): Promise<Json> {
  const request = { scheduled_time: hours(24), platform: 'twitter', caption: 'a lighthouse', ...post };
  const { status, body } = await client.post('/api/scheduler/schedule/', request);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

/** What was promised of a post's workflow since the last look. */
export async function promisesOf(postId: number): Promise<string[]> {
  const found = await rows<{ action: string }>(
    `delete from outbox where workflow = 'publishPost' and input ->> 'postId' = $1::text returning action`,
    [String(postId)],
  );
  return found.map(({ action }) => action);
}

/** Puts every target of a post, or one, into a state, and the post into its own, as the ledger would have. */
export async function putInto(
  postId: number,
  state: string,
  postState: string,
  { platform = null, code = null }: { platform?: string | null; code?: string | null } = {},
): Promise<void> {
  await rows(
    `update publications set state = $2, problem_code = $4, commit_began_at = now(), epoch = 1
     where post_id = $1 and ($3::text is null or platform = $3) returning id`,
    [postId, state, platform, code],
  );
  await rows('update scheduled_posts set state = $2 where id = $1 returning id', [postId, postState]);
}

export const contentVersionOf = async (postId: number) =>
  (
    await row<{ version: number }>('select content_version as version from scheduled_posts where id = $1', [
      postId,
    ])
  )?.version;
