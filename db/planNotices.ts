import type { PlanRunRow } from './planRuns.ts';
import { row } from './query.ts';

/** Why a plan makes no post until a person gives it an image, or somewhere to publish. */
const lacking = ['no_image_left', 'image_to_validate', 'nowhere_to_publish'] as const;

/** Whether a run made no post for want of what only a person can give. */
export const needsPerson = ({ state, code }: Pick<PlanRunRow, 'state' | 'code'>): boolean =>
  (state === 'held' || state === 'skipped') && lacking.some((each) => each === code);

/** What the mail about a plan that makes no posts says. */
export interface PlanNotice {
  planId: number;
  planName: string;
  projectName: string;
  /** Only images with it are taken. */
  tag: string | null;
  reason: (typeof lacking)[number];
  /** The image that waits to be validated. */
  imageId: number | null;
}

/** The plan that a mail is about, by its last run that lacked something; undefined once it made a post, or is gone. */
export const readPlanNotice = (noticeId: string) =>
  row<PlanNotice>(
    `select p.id as "planId", p.name as "planName", j.name as "projectName", p.tag, u.code as reason,
       u.image_id as "imageId"
     from recurring_schedules p join projects j on j.id = p.project_id and j.deleted_at is null
     join recurring_runs u on u.recurring_schedule_id = p.id and u.state in ('held', 'skipped') and u.code = any($2)
     where p.notice_id = $1 and p.deleted_at is null order by u.occurrence_at desc, u.id desc limit 1`,
    [noticeId, [...lacking]],
  );
