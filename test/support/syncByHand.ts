import { DefaultLogger } from '@temporalio/worker';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createJobActivities } from '../../activities/jobs.ts';
import { createTokenKeeper } from '../../activities/tokenKeeper.ts';
import { registryOptions } from '../../config/platforms.ts';
import { createVault } from '../../db/vault.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import type { TestApi } from './testApi.ts';

/** Syncs a connection of this API as the worker does, for somebody who tries again when that makes sense within so long. */
export async function syncByHand({ config, environment }: TestApi) {
  const platforms = await loadPlatforms(registryOptions(config, environment));
  const now = () => new Date();
  const vault = createVault(config.ENCRYPTION_KEY ?? '');
  const tokens = createTokenKeeper({ platforms, vault, now });
  const activities = createJobActivities({ platforms, tokens, now, connectionsInFlight: 1 });
  const logger = new DefaultLogger('ERROR', () => undefined);
  return (id: string, retriedWithinMs?: number) =>
    new MockActivityEnvironment({}, { logger }).run(() => activities.syncOneConnection(id, retriedWithinMs));
}
