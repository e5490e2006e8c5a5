import { randomUUID } from 'node:crypto';
import { notFound } from '../../contracts/refusal.ts';
import { row } from '../../db/query.ts';
import type { Vault } from '../../db/vault.ts';
import { replyIdentity } from './sealing.ts';

export interface NewReply {
  projectId: string;
  userId: string;
  platform: string;
  accountId: string;
  accessToken: string;
  commentId: string;
  text: string;
}

/**
 * Promises a reply to a comment; its token is kept sealed until that has ended. Returns its id.
 * @throws {Refusal} not_found when the project was deleted
 */
export async function orderReply(vault: Vault, reply: NewReply): Promise<string> {
  const id = randomUUID();
  const token = vault.seal(reply.accessToken, replyIdentity(id));
  const written = await row(
    `with project as (
       select id from projects where id = $2 and deleted_at is null for share
     ), reply as (
       insert into comment_replies (id, project_id, user_id, platform, account_id, token_encrypted, comment_id, text)
       select $1::uuid, id, $3::uuid, $4, $5, $6, $7, $8 from project returning id
     )
     insert into outbox (action, workflow, input, project_id)
     select 'start', 'replyToComment', jsonb_build_object('replyId', id), $2::uuid from reply returning 1 as promised`,
    [
      ...[id, reply.projectId, reply.userId, reply.platform, reply.accountId, token],
      ...[reply.commentId, reply.text],
    ],
  );
  if (!written) throw notFound('project');
  return id;
}
