import { DefaultLogger } from '@temporalio/worker';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createJobActivities } from '../../activities/jobs.ts';
import { keepingOf } from './keeping.ts';
import type { TestApi } from './testApi.ts';

/** Syncs a connection of this API as the worker does, for somebody who tries again when that makes sense within so long. */
export async function syncByHand(api: TestApi) {
  const { platforms, tokens, now } = await keepingOf(api);
  const activities = createJobActivities({ platforms, tokens, now, connectionsInFlight: 1 });
  const logger = new DefaultLogger('ERROR', () => undefined);
  return (id: string, retriedWithinMs?: number) =>
    new MockActivityEnvironment({}, { logger }).run(() => activities.syncOneConnection(id, retriedWithinMs));
}
