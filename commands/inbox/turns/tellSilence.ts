import { transaction } from '../../../db/connection.ts';
import { findTeam } from '../../../db/handovers.ts';
import { row } from '../../../db/query.ts';
import { queueMail } from '../../mails/queueMail.ts';

/**
 * Tells everybody of the team that the assistant suggests nothing at the moment, once an hour for the project: whoever
 * waits for its drafts would wait in vain.
 */
export function tellSilence(conversationId: string): Promise<void> {
  return transaction(async () => {
    const conversation = await row<{ projectId: string }>(
      `select project_id as "projectId" from conversations where id = $1`,
      [conversationId],
    );
    if (!conversation || (await wasTold(conversation.projectId))) return;
    for (const { email, locale } of await findTeam(conversation.projectId, null))
      await queueMail({
        kind: 'assistant_silent',
        subjectId: conversationId,
        recipient: email,
        locale,
        projectId: conversation.projectId,
      });
  });
}

async function wasTold(projectId: string): Promise<boolean> {
  await row(`select pg_advisory_xact_lock(hashtextextended($1, 0)) is null as locked`, [
    `silence:${projectId}`,
  ]);
  const told = await row(
    `select 1 as told from mails m join conversations c on c.id = m.subject_id
     where m.kind = 'assistant_silent' and c.project_id = $1 and m.created_at > now() - interval '1 hour' limit 1`,
    [projectId],
  );
  return told !== undefined;
}
