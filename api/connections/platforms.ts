import type { z } from 'zod';
import { PlatformAnswer } from '../../contracts/connections.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { RegisteredPlatform } from '../../platforms/registry.ts';
import { endpoint, ok } from '../endpoint.ts';

export const platforms = endpoint({
  method: 'GET',
  path: '/api/platforms',
  summary: 'The platforms, what each can do, and whether its app is configured here',
  tag: 'Connections',
  access: 'user',
  answers: { 200: PlatformAnswer.array() },
  async handle({ services }) {
    return ok(services.platforms.all().map(presentPlatform));
  },
});

const presentPlatform = ({ platform, settings }: RegisteredPlatform): z.infer<typeof PlatformAnswer> => ({
  id: platform.id,
  name: platform.name,
  configuration: settings.state === 'missing' ? `missing ${settings.missing.join(', ')}` : settings.state,
  connectable: settings.state !== 'missing',
  capabilities: capabilitiesOf(platform),
  limits: {
    caption: platform.limits.caption,
    hashtags: platform.limits.hashtags ?? null,
    calls_per_account: platform.limits.perAccount,
  },
  scopes: platform.oauth.scopes,
});

/** What a platform's value holds, it can do. */
const capabilitiesOf = (platform: Platform): string[] => [
  'insights',
  ...(platform.oauth.refreshing === 'none' ? [] : ['refresh']),
  ...('revoke' in platform || platform.oauth.revoke ? ['revoke'] : []),
];
