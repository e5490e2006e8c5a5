import { dayMs } from '../social/clock.ts';
import { avatarUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { publishedSince } from '../social/publishing/publications.ts';
import { logIdOf, TikTokRefused } from './errors.ts';

/** Who may see a post of a public account. */
export const privacyLevels = [
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
] as const;

/** Posts that an account may make by the API in a day: https://developers.tiktok.com/doc/content-sharing-guidelines */
const postsADay = 15;

/** @throws {Refused} when the account made its posts of the day; control can give it another number. */
export function checkDailyCap({ store, account, now }: AccountCall): void {
  if (publishedSince(store, account, now - dayMs) < Number(account.details.publishingQuota ?? postsADay))
    return;
  throw new TikTokRefused(
    ...([403, 'spam_risk_too_many_posts'] as const),
    'The daily post cap from the API is reached for the current user.',
  );
}

/** https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info */
export const creatorInfo: Endpoint = {
  method: 'POST',
  path: '/api/v2/post/publish/creator_info/query/',
  scopes: ['video.publish'],
  operation: 'prepare',
  handle(call) {
    checkDailyCap(call);
    const { account, origin } = call;
    call.ctx.body = {
      data: {
        creator_avatar_url: avatarUrl(origin, account),
        creator_username: account.handle,
        creator_nickname: account.name,
        privacy_level_options: privacyLevels,
        ...{ comment_disabled: false, duet_disabled: false, stitch_disabled: false },
        max_video_post_duration_sec: 600,
      },
      error: { code: 'ok', message: '', log_id: logIdOf(call) },
    };
  },
};
