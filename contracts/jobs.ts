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
