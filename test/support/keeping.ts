import { createTokenKeeper } from '../../activities/tokenKeeper.ts';
import { registryOptions } from '../../config/platforms.ts';
import { createVault } from '../../db/vault.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import type { TestApi } from './testApi.ts';

/** What a worker of this API works on accounts with: its platforms, its keys, its clock, and a keeper of the tokens. */
export async function keepingOf(
  { config, environment }: Pick<TestApi, 'config' | 'environment'>,
  now = () => new Date(),
) {
  const platforms = await loadPlatforms(registryOptions(config, environment));
  const vault = createVault(config.ENCRYPTION_KEY ?? '');
  return { platforms, vault, now, tokens: createTokenKeeper({ platforms, vault, now }) };
}
