import type { PlanFrequency, PlanOverlap } from '../contracts/recurring.ts';
import { row, rows } from './query.ts';

/** What a person sets of a recurring plan. */
export interface PlanSettings {
  name: string;
  frequency: PlanFrequency;
  /** "HH:MM:SS". */
  timeOfDay: string;
  timezone: string;
  /** 1 (Monday) to 7. */
  daysOfWeek: number[];
  /** -1: the last. */
  dayOfMonth: number | null;
  rrule: string | null;
  startDate: string;
  endDate: string | null;
  platforms: string[];
  connectionIds: string[];
  tag: string | null;
  caption: string;
  captionBy: 'template' | 'ai';
  hashtags: string;
  options: Record<string, string>;
  whenNoImage: 'skip' | 'generate';
  prompt: string | null;
  lateMinutes: number;
  lateAction: 'publish' | 'skip' | 'ask';
  catchUpMinutes: number;
  overlap: PlanOverlap;
  isActive: boolean;
}

export interface Plan extends PlanSettings {
  id: number;
  projectId: string;
  userId: string;
  /** Earlier occurrences are not owed. */
  owedFrom: Date;
  /** Raised by every change; `syncedVersion` is the one that Temporal's Schedule was made from. */
  version: number;
  syncedVersion: number | null;
  /** An operator paused it in Temporal. */
  operatorPausedAt: Date | null;
  operatorNote: string | null;
  /** Temporal refuses its Schedule. */
  scheduleRefusedAt: Date | null;
  /** Why its last run made no post; null where it did, or is still to. */
  lastRunCode?: string | null;
  /** It has no further occurrence. */
  endedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The columns of PlanSettings, in the order in which they are written. */
export const settingColumns = {
  name: 'name',
  frequency: 'frequency',
  timeOfDay: 'time_of_day',
  timezone: 'timezone',
  daysOfWeek: 'days_of_week',
  dayOfMonth: 'day_of_month',
  rrule: 'rrule',
  startDate: 'start_date',
  endDate: 'end_date',
  platforms: 'platforms',
  connectionIds: 'connection_ids',
  tag: 'tag',
  caption: 'caption',
  captionBy: 'caption_by',
  hashtags: 'hashtags',
  options: 'options',
  whenNoImage: 'when_no_image',
  prompt: 'prompt',
  lateMinutes: 'late_minutes',
  lateAction: 'late_action',
  catchUpMinutes: 'catch_up_minutes',
  overlap: 'overlap',
  isActive: 'is_active',
} as const satisfies Record<keyof PlanSettings, string>;

/** Dates as they are written, for a Date is an instant. */
const selected = Object.entries({
  ...settingColumns,
  id: 'id',
  projectId: 'project_id',
  userId: 'user_id',
  owedFrom: 'owed_from',
  version: 'version',
  syncedVersion: 'synced_version',
  operatorPausedAt: 'operator_paused_at',
  operatorNote: 'operator_note',
  scheduleRefusedAt: 'schedule_refused_at',
  endedAt: 'ended_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
})
  .map(([name, column]) => `r.${column}${column.endsWith('_date') ? '::text' : ''} as "${name}"`)
  .concat(
    `(select u.code from recurring_runs u where u.recurring_schedule_id = r.id
    order by u.occurrence_at desc, u.id desc limit 1) as "lastRunCode"`,
  )
  .join(', ');

/** A page of a project's plans, the newest first, and how many there are. */
export async function findPlans(
  projectId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; rows: Plan[] }> {
  const where = 'from recurring_schedules r where r.project_id = $1 and r.deleted_at is null';
  const [counted, found] = await Promise.all([
    row<{ count: number }>(`select count(*)::int as count ${where}`, [projectId]),
    rows<Plan>(`select ${selected} ${where} order by r.id desc limit $2 offset $3`, [
      projectId,
      limit,
      offset,
    ]),
  ]);
  return { count: counted?.count ?? 0, rows: found };
}

/** A project has no more that run, as far as anybody could look through them. */
const mostActive = 500;

/** The plans of a project that run, the oldest first. */
export const findActivePlans = (projectId: string) =>
  rows<Plan>(
    `select ${selected} from recurring_schedules r
     where r.project_id = $1 and r.deleted_at is null and r.ended_at is null and r.is_active
       and r.operator_paused_at is null and r.schedule_refused_at is null
     order by r.id limit ${mostActive}`,
    [projectId],
  );

/** A plan of a project; undefined when there is none. With `lock` nobody else changes it meanwhile. */
export const findPlan = (projectId: string, planId: number, { lock = false } = {}) =>
  row<Plan>(
    `select ${selected} from recurring_schedules r
     where r.project_id = $1 and r.id = $2 and r.deleted_at is null ${lock ? 'for update' : ''}`,
    [projectId, planId],
  );

/** A plan that nobody deleted, nor its project; undefined otherwise. With `lock` it stays so meanwhile. */
export const readPlan = (planId: number, { lock = false } = {}) =>
  row<Plan>(
    `select ${selected} from recurring_schedules r join projects j on j.id = r.project_id and j.deleted_at is null
     where r.id = $1 and r.deleted_at is null ${lock ? 'for update of r' : ''}`,
    [planId],
  );
