import type { WorkflowName } from '../contracts/workflows.ts';
import { transaction } from '../db/connection.ts';
import { rows } from '../db/query.ts';
import { startWorkflow } from './startWorkflow.ts';

/** Work younger than this is on its way: its outbox row or its workflow is at it. */
const patience = `interval '2 minutes'`;
/** Of each kind and round; the next round takes the next. */
const atOnce = 500;

/**
 * Writes the outbox anew for images, mails and disconnections that have waited long without one. Starting a workflow that runs is no
 * start, so that a wrong guess costs nothing. Returns how many were promised.
 */
export function promiseAgain(): Promise<number> {
  return transaction(async () => {
    const images = await rows<{ id: number; project_id: string }>(
      `select id, project_id from images i where status = 'pending' and created_at < now() - ${patience}
         and ${withoutPromise('generateImage', `'imageId'`, 'i.id')} order by id limit ${atOnce}`,
    );
    const mails = await rows<{ id: string }>(
      `select id from mails m where status = 'queued' and created_at < now() - ${patience}
         and ${withoutPromise('sendMail', `'mailId'`, 'm.id')} order by created_at limit ${atOnce}`,
    );
    const revocations = await rows<{ id: string; project_id: string }>(
      `select id, project_id from social_media_connections c
       where revocation_encrypted is not null and status_since < now() - interval '2 hours'
         and ${withoutPromise('disconnectConnection', `'connectionId'`, 'c.id')} order by id limit ${atOnce}`,
    );
    for (const { id, project_id: projectId } of revocations)
      await startWorkflow('disconnectConnection', { connectionId: id }, projectId);
    for (const { id, project_id: projectId } of images)
      await startWorkflow('generateImage', { imageId: id }, projectId);
    for (const { id } of mails) await startWorkflow('sendMail', { mailId: id }, null);
    return images.length + mails.length + revocations.length;
  });
}

const withoutPromise = (workflow: WorkflowName, member: string, id: string) =>
  `not exists (select from outbox o where o.workflow = '${workflow}' and o.input ->> ${member} = ${id}::text)`;

/** Deletes what nobody can use any more: answers and consents after a day, sessions a month after their end. */
export async function forgetExpiredRows(): Promise<void> {
  await rows(
    `delete from idempotency_keys where created_at < now() - interval '24 hours' returning 1 as deleted`,
  );
  await rows(
    `delete from oauth_states where expires_at < now() - interval '24 hours' returning 1 as deleted`,
  );
  await rows(
    `delete from sessions where least(expires_at, revoked_at) < now() - interval '30 days' returning 1 as deleted`,
  );
}
