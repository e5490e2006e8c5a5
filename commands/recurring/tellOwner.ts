import { needsPerson } from '../../db/planNotices.ts';
import type { PlanRunRow } from '../../db/planRuns.ts';
import type { Plan } from '../../db/plans.ts';
import { findResponsible } from '../../db/projects.ts';
import { row, rows } from '../../db/query.ts';
import { queueMail } from '../mails/queueMail.ts';

/**
 * Promises a mail to whoever made a plan, or to the owners of a project that they have left, where its run made no post
 * for want of an image or of somewhere to publish: once, and again only after the plan has made a post. In the transaction that settles the run, so
 * that runs beside each other are told of in the order in which they were made.
 */
export async function tellOwner(
  { id, projectId, userId }: Plan,
  run: Pick<PlanRunRow, 'state' | 'code'>,
): Promise<void> {
  if (run.state === 'made')
    await rows(
      `update recurring_schedules set notice_id = null where id = $1 and notice_id is not null returning 1 as ended`,
      [id],
    );
  if (!needsPerson(run)) return;
  const notice = await row<{ id: string }>(
    `update recurring_schedules set notice_id = gen_random_uuid() where id = $1 and notice_id is null
     returning notice_id as id`,
    [id],
  );
  if (!notice) return;
  for (const { email, locale } of await findResponsible(projectId, userId))
    await queueMail({ kind: 'plan_notice', subjectId: notice.id, recipient: email, locale, projectId });
}
