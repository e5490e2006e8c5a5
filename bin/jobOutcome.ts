import type { WalkCounts } from '../contracts/syncing.ts';
import type { WorkflowName } from '../contracts/workflows.ts';

/** What a job that found nothing to do says, so that nobody wonders. */
const nothing: Partial<Record<WorkflowName, string>> = {
  syncAllConnections: 'no connection is active',
  repairConnections: 'no connection is in error',
  refreshExpiringTokens: 'no token expires in the next days',
  sendWeeklyReports:
    'no report is due: they go out once a week, from Monday 09:00 to Wednesday in the time zone of a project that was connected in the week before',
  notifyTokenExpiration:
    'nobody has to be told: no token needs a person within 3 days, or they were told already',
  cleanUpLogs: 'no sync log is older than 90 days',
  watchInboxes: 'no inbox was quiet for so long that it must be looked after',
};

/** What a job that counts has done. */
const counted: Partial<Record<WorkflowName, string>> = {
  sendWeeklyReports: 'weekly report(s) on their way',
  notifyTokenExpiration: 'notice(s) on their way',
  cleanUpLogs: 'sync log(s) deleted',
  watchInboxes: 'inbox(es) looked at',
};

const ofSync: Record<string, string> = {
  success: 'everything is up to date',
  partial: 'a part is up to date',
  failed: 'failed',
  skipped: 'put off',
  gone: 'left alone: there is no such connection, it was disconnected, or it waits for its owner',
};

const ofRefresh: Record<string, string> = {
  success: 'the token was refreshed',
  fresh: 'the token was left as it is: it is not due yet, or nothing refreshes it',
  skipped: 'put off',
  failed: 'failed',
};

/** How a job ended, in a sentence. `reason` is what the log says of the one connection that it was about. */
export function describeOutcome(workflow: WorkflowName, outcome: unknown, reason: string | null): string {
  if (workflow === 'syncConnection') return because(ofSync[String(outcome)], reason);
  if (workflow === 'refreshToken') return because(ofRefresh[String(outcome)], reason);
  if (typeof outcome === 'number')
    return outcome === 0 ? (nothing[workflow] ?? 'done') : `${outcome} ${counted[workflow] ?? 'done'}`;
  if (typeof outcome === 'object' && outcome !== null) return describeWalk(workflow, outcome as WalkCounts);
  return 'done';
}

const because = (sentence = 'done', reason: string | null) => (reason ? `${sentence}: ${reason}` : sentence);

function describeWalk(workflow: WorkflowName, counts: WalkCounts): string {
  const { success, partial, failed, skipped, fresh, gone } = counts;
  if (success + partial + failed + skipped + fresh + gone === 0) return nothing[workflow] ?? 'done';
  const parts = [
    `${success} done`,
    partial > 0 && `${partial} in part`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} put off`,
    fresh > 0 && `${fresh} not due`,
    gone > 0 && `${gone} disconnected meanwhile or waiting for their owners`,
  ].filter((part) => part !== false);
  const more = partial + failed > 0 ? '; /api/social-media/admin/sync-logs says why' : '';
  return `${parts.join(', ')}${more}`;
}
