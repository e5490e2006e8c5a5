import { jobNotes } from '../../contracts/jobs.ts';

/** What is said about the jobs that run by themselves, in English. */
export const jobsEn = {
  temporal_unavailable: 'The workflow service is not available at the moment: try again soon',
  job_started: 'The job is starting.',
  job_paused: 'Paused in SocialSync',
  job_refreshExpiringTokens: jobNotes.refreshExpiringTokens,
  job_cleanUpLogs: jobNotes.cleanUpLogs,
  job_syncAllConnections: jobNotes.syncAllConnections,
  job_notifyTokenExpiration: jobNotes.notifyTokenExpiration,
  job_repairConnections: jobNotes.repairConnections,
  job_refreshViews: jobNotes.refreshViews,
  job_watchInboxes: jobNotes.watchInboxes,
  job_sendWeeklyReports: jobNotes.sendWeeklyReports,
};
