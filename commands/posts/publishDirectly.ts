import { randomUUID } from 'node:crypto';
import { notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { publicationIdentity } from '../ledger/sealing.ts';

/** A post to an account of which nobody made a connection: the token came with the request. */
export interface DirectPost {
  projectId: string;
  userId: string;
  platform: string;
  accountId: string;
  accessToken: string;
  placement: 'feed' | 'story';
  caption: string;
  /** A picture that was fetched and stored. */
  fileKey: string;
}

/** Whoever asked for it at once has no use for it much later; then its token goes, too. */
const lateMinutes = 60;

const insertDirectPost = `
  with project as (
    select id from projects where id = $1 and deleted_at is null for share
  ), post as (
    insert into scheduled_posts (project_id, user_id, caption, placement, scheduled_time, late_minutes, late_action,
      metadata)
    select id, $2::uuid, $3, $4, clock_timestamp(), ${lateMinutes}, 'skip',
      jsonb_build_object('origin', $5::text || '_direct') from project returning id
  ), media as (
    insert into post_media (post_id, position, kind, file_key) select id, 0, 'image', $6 from post
  ), target as (
    insert into publications (id, post_id, project_id, platform, account_id, token_encrypted)
    select $7::uuid, id, $1, $5, $8, $9 from post
  ), told as (
    insert into post_events (post_id, kind, state, actor_id) select id, 'created', 'scheduled', $2::uuid from post
  ), promise as (
    insert into outbox (action, workflow, input, project_id)
    select 'start', 'publishPost', jsonb_build_object('postId', id), $1::uuid from post
  )
  select id from post`;

/**
 * Publishes at once by the ledger, as any post; its token is kept sealed in the publication until that has ended. Returns
 * the post's id. @throws {Refusal} not_found when the project was deleted
 */
export async function publishDirectly(vault: Vault, post: DirectPost): Promise<number> {
  const publicationId = randomUUID();
  const token = vault.seal(post.accessToken, publicationIdentity(publicationId, 'token'));
  const written = await row<{ id: number }>(insertDirectPost, [
    ...[post.projectId, post.userId, post.caption, post.placement, post.platform, post.fileKey],
    ...[publicationId, post.accountId, token],
  ]);
  if (!written) throw notFound('project');
  return written.id;
}
