import { transaction } from '../../db/connection.ts';
import { readRun } from '../../db/planRuns.ts';
import { needsImage } from '../../db/planNotices.ts';
import { findResponsible } from '../../db/projects.ts';
import { row, rows } from '../../db/query.ts';
import { queueMail } from '../mails/queueMail.ts';

/**
 * Promises a mail to whoever made the plan of a run, or to the owners of a project that they have left, where it made no
 * post for want of an image: once, and again only after the plan has made a post. A repeat changes nothing.
 */
export function tellOwner(runId: string): Promise<void> {
  return transaction(async () => {
    const run = await readRun(runId);
    if (run?.state === 'made')
      await rows(
        `update recurring_schedules set notice_id = null where id = $1 and notice_id is not null returning 1 as ended`,
        [run.planId],
      );
    if (!run || !needsImage(run)) return;
    const plan = await row<{ noticeId: string; projectId: string; userId: string }>(
      `update recurring_schedules set notice_id = gen_random_uuid() where id = $1 and notice_id is null
       returning notice_id as "noticeId", project_id as "projectId", user_id as "userId"`,
      [run.planId],
    );
    if (!plan) return;
    const { noticeId, projectId, userId } = plan;
    for (const { email, locale } of await findResponsible(projectId, userId))
      await queueMail({ kind: 'plan_notice', subjectId: noticeId, recipient: email, locale, projectId });
  });
}
