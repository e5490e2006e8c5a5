import { z } from 'zod';
import type { AccountCall } from '../credentials.ts';
import { unreadable } from '../errors.ts';
import { mayAsk } from '../permissions.ts';
import { noMetrics, noStatistics, type Platform, type Profile, type RecentPost } from '../platform.ts';

const User = z.object({
  open_id: z.string(),
  display_name: z.string().nullish(),
  username: z.string().nullish(),
  avatar_url: z.string().nullish(),
  profile_deep_link: z.string().nullish(),
  follower_count: z.number().nullish(),
  following_count: z.number().nullish(),
  likes_count: z.number().nullish(),
  video_count: z.number().nullish(),
});
const UserAnswer = z.object({ data: z.object({ user: User }) });
/** What takes more than user.info.basic. */
const scopeOf: Record<string, string> = {
  ...{ username: 'user.info.profile', profile_deep_link: 'user.info.profile' },
  ...{ follower_count: 'user.info.stats', following_count: 'user.info.stats' },
  ...{ likes_count: 'user.info.stats', video_count: 'user.info.stats' },
};

/**
 * https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info: only the fields that are named come back, and one that
 * was not allowed refuses all of them.
 */
async function readUser(
  call: Pick<AccountCall, 'http' | 'accessToken' | 'scopes'>,
): Promise<z.infer<typeof User>> {
  const fields = Object.keys(User.shape).filter((field) => mayAsk(call, scopeOf[field] ?? 'user.info.basic'));
  const { json } = await call.http.send({
    host: 'api',
    path: '/v2/user/info/',
    query: { fields: fields.join(',') },
    bearer: call.accessToken,
  });
  const result = UserAnswer.safeParse(json);
  if (!result.success) throw unreadable('TikTok answered no user');
  return result.data.data.user;
}

export const profile: Platform['profile'] = async (call) => {
  const user = await readUser(call);
  return {
    externalId: user.open_id,
    username: user.username ?? user.display_name ?? user.open_id,
    displayName: user.display_name ?? user.username ?? user.open_id,
    profileUrl: user.profile_deep_link ?? (user.username ? `https://www.tiktok.com/@${user.username}` : null),
    avatarUrl: user.avatar_url ?? null,
  } satisfies Profile;
};

/** A consent opens the one account that gave it. */
export const accounts: Platform['accounts'] = async (call) => [await profile({ ...call, externalId: '' })];

export const statistics: Platform['statistics'] = async (call) => {
  const user = await readUser(call);
  return {
    ...noStatistics,
    followers: user.follower_count ?? null,
    following: user.following_count ?? null,
    posts: user.video_count ?? null,
    likes: user.likes_count ?? null,
  };
};

const Video = z.object({
  id: z.string(),
  title: z.string().nullish(),
  video_description: z.string().nullish(),
  share_url: z.string().nullish(),
  cover_image_url: z.string().nullish(),
  /** Seconds since 1970, UTC. */
  create_time: z.number(),
  like_count: z.number().nullish(),
  comment_count: z.number().nullish(),
  share_count: z.number().nullish(),
  view_count: z.number().nullish(),
});
const VideoPage = z.object({
  data: z.object({ videos: z.array(Video), cursor: z.number().nullish(), has_more: z.boolean().nullish() }),
});
/** The most videos a page holds. */
const pageSize = 20;

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-list: newest first, by pages. */
export const posts: Platform['posts'] = async (call, { since, limit }) => {
  if (!mayAsk(call, 'video.list')) return [];
  const { http, accessToken } = call;
  const found: RecentPost[] = [];
  const fields = Object.keys(Video.shape).join(',');
  let cursor: number | undefined;
  while (found.length < limit) {
    const json = {
      max_count: Math.min(pageSize, limit - found.length),
      ...(cursor !== undefined && { cursor }),
    };
    const answer = await http.send({
      method: 'POST',
      host: 'api',
      path: '/v2/video/list/',
      query: { fields },
      bearer: accessToken,
      json,
    });
    const page = VideoPage.safeParse(answer.json);
    if (!page.success) throw unreadable('TikTok answered no list of videos');
    const { videos, cursor: next, has_more: more } = page.data.data;
    found.push(...videos.map(presentVideo).filter(({ publishedAt }) => publishedAt >= since));
    const oldest = videos.at(-1);
    if (
      !more ||
      next === null ||
      next === undefined ||
      !oldest ||
      oldest.create_time * 1000 < since.getTime()
    )
      break;
    cursor = next;
  }
  return found;
};

const presentVideo = (video: z.infer<typeof Video>): RecentPost => ({
  externalId: video.id,
  url: video.share_url ?? null,
  kind: 'video',
  caption: video.video_description || video.title || '',
  thumbnailUrl: video.cover_image_url ?? null,
  publishedAt: new Date(video.create_time * 1000),
  metrics: {
    ...noMetrics,
    likes: video.like_count ?? null,
    comments: video.comment_count ?? null,
    shares: video.share_count ?? null,
    views: video.view_count ?? null,
  },
});
