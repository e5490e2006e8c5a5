import type { z } from 'zod';
import { PlatformAnswer } from '../../contracts/platforms.ts';
import type { Platform } from '../../platforms/platform.ts';
import { capabilitiesOf } from '../../platforms/permissions.ts';
import type { PublishRules } from '../../platforms/publishing.ts';
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
  capabilities: allOf(platform),
  limits: {
    caption: platform.limits.caption,
    hashtags: platform.limits.hashtags ?? null,
    calls_per_account: platform.limits.perAccount,
  },
  publishing: platform.publish ? presentRules(platform.publish.rules) : null,
  scopes: Object.keys(platform.oauth.scopes),
});

const presentRules = ({ media, image, text, options, ...rules }: PublishRules) => ({
  media,
  image: {
    type: image.type,
    maximum_bytes: image.maximumBytes,
    maximum_side: image.maximumSide,
    ratio: image.ratio,
  },
  text: { maximum: text.maximum, hashtags: text.hashtags },
  options: Object.fromEntries(
    Object.entries(options).map(([name, { required, maximum, default: otherwise = null }]) => [
      name,
      { required, maximum, default: otherwise },
    ]),
  ),
  placements: rules.placements,
  first_comment: rules.firstComment !== null,
  alt_text: rules.altText !== null,
});

/** What can be done there, and whether a token is kept alive, and ended, by us. */
const allOf = (platform: Platform): string[] => [
  ...capabilitiesOf(platform),
  ...(platform.oauth.refreshing === 'none' || platform.oauth.refreshesForFew ? [] : ['refresh']),
  ...('revoke' in platform || platform.oauth.revoke ? ['revoke'] : []),
];
