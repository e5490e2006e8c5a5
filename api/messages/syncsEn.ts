/** English texts of what syncs did, and did not. */
export const syncsEn = {
  sync_failed: 'The last sync failed: {cause}',
  sync_partial: 'The last sync could read a part only: {cause}',
  sync_cause_platform_unavailable: 'the platform did not answer as it should',
  sync_cause_platform_rejected: 'the platform refused what was asked',
  sync_cause_rate_limited: 'the calls that the platform allows for now are used up',
  sync_cause_unexpected: 'the fault is ours, and our operators see the cause',
  wait_for_next_sync: 'Nothing: the next try comes at {time}',
  sync_calls_used_up:
    'Syncs have made the calls that are theirs before {time}; the others are kept for posts and messages',
  connection_platform_rejected: 'The platform refused the last sync.',
  connection_platform_unavailable: 'The platform could not be reached in the last syncs.',
  connection_unexpected: 'The last sync failed unexpectedly; our operators see the cause.',
  sync_started: 'The figures are being brought up to date.',
  nothing_to_sync: 'There is no connection that could be brought up to date.',
};
