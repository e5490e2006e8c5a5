import type { WorkflowName } from './workflows.ts';

/** The jobs that run by themselves, by the names they are started by hand with: `npm run job -- refresh-tokens`. */
export const jobs = {
  'refresh-tokens': 'refreshExpiringTokens',
  'sync-connections': 'syncAllConnections',
  'repair-connections': 'repairConnections',
  'refresh-views': 'refreshViews',
  'weekly-reports': 'sendWeeklyReports',
  'token-notices': 'notifyTokenExpiration',
  'clean-up-logs': 'cleanUpLogs',
  'watch-inboxes': 'watchInboxes',
} as const satisfies Record<string, WorkflowName>;

/** The workflows that are jobs. */
export type JobName = (typeof jobs)[keyof typeof jobs];

export const jobNames = Object.keys(jobs) as (keyof typeof jobs)[];

/** At which hour (UTC) the jobs begin that run once a day. */
export const dailyHours = {
  refreshExpiringTokens: 2,
  syncAllConnections: 8,
  notifyTokenExpiration: 9,
  repairConnections: 10,
} as const satisfies Partial<Record<JobName, number>>;

/** When a daily job runs next after `now`. */
export function nextRunOf(job: keyof typeof dailyHours, now: Date): Date {
  const next = new Date(now);
  next.setUTCHours(dailyHours[job], 0, 0, 0);
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

/** When each runs and what it does, in the words of the Temporal UI: the times are those of workers/schedules.ts. */
export const jobNotes: Record<JobName, string> = {
  refreshExpiringTokens: 'Daily at 02:00 UTC: refresh the tokens that expire within 7 days',
  cleanUpLogs: 'Sundays at 03:00 UTC: delete sync logs older than 90 days',
  syncAllConnections: 'Daily at 08:00 UTC: bring the figures of every active connection up to date',
  notifyTokenExpiration: 'Daily at 09:00 UTC: tell owners of tokens that expire within 3 days',
  repairConnections: 'Daily at 10:00 UTC: try connections in error again',
  refreshViews: 'Every 6 hours: refresh the materialised views',
  watchInboxes: 'Every quarter of an hour: see that quiet inboxes are still told of their messages',
  sendWeeklyReports:
    'Every quarter of an hour: send the weekly reports of projects whose Monday 09:00 has passed',
};
