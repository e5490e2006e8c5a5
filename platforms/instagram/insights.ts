import { z } from 'zod';
import type { PostFigures } from '../../contracts/figures.ts';
import { RateLimited, Rejected, unreadable } from '../errors.ts';
import { readInsights } from '../graph.ts';
import { mayAsk } from '../permissions.ts';
import type { AccountCall } from '../credentials.ts';
import { noMetrics, noStatistics, type Platform, type RecentPost } from '../platform.ts';
import { PostsCutShort } from '../postsCutShort.ts';

const insightsScope = 'instagram_business_manage_insights';
const User = z.object({
  /** Text: it exceeds 2^53, and as a number it would be another's. */
  user_id: z.string().nullish(),
  id: z.string(),
  username: z.string(),
  name: z.string().nullish(),
  profile_picture_url: z.string().nullish(),
  followers_count: z.number().nullish(),
  follows_count: z.number().nullish(),
  media_count: z.number().nullish(),
});
const userFields = 'id,user_id,username,name,profile_picture_url,followers_count,follows_count,media_count';

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started */
async function readUser({
  http,
  accessToken,
}: Pick<AccountCall, 'http' | 'accessToken'>): Promise<z.infer<typeof User>> {
  const { json } = await http.send({
    host: 'graph',
    path: '/{version}/me',
    query: { fields: userFields, access_token: accessToken },
  });
  const result = User.safeParse(json);
  if (!result.success) throw unreadable('Instagram answered no user');
  return result.data;
}

export const profile: Platform['profile'] = async (call) => {
  const user = await readUser(call);
  return {
    // user_id is the professional account's id, which webhooks and publishing use; id is the app's own.
    externalId: user.user_id ?? user.id,
    username: user.username,
    displayName: user.name ?? user.username,
    profileUrl: `https://www.instagram.com/${user.username}/`,
    avatarUrl: user.profile_picture_url ?? null,
  };
};

export const accounts: Platform['accounts'] = async (call) => [await profile({ ...call, externalId: '' })];

/** What a day's insights tell as one total. https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights */
const dayMetrics = ['reach', 'views', 'likes', 'comments', 'shares'];

export const statistics: Platform['statistics'] = async (call) => {
  const { http, accessToken, externalId } = call;
  const [user, answer] = await Promise.all([
    readUser(call),
    mayAsk(call, insightsScope)
      ? http.send({
          host: 'graph',
          path: `/{version}/${externalId}/insights`,
          query: {
            metric: dayMetrics.join(','),
            period: 'day',
            metric_type: 'total_value',
            access_token: accessToken,
          },
        })
      : null,
  ]);
  const insights: Record<string, number> = answer ? readInsights(answer.json) : {};
  return {
    ...noStatistics,
    followers: user.followers_count ?? null,
    following: user.follows_count ?? null,
    posts: user.media_count ?? null,
    views: insights.views ?? null,
    reach: insights.reach ?? null,
    likes: insights.likes ?? null,
    comments: insights.comments ?? null,
    shares: insights.shares ?? null,
  };
};

const Media = z.object({
  id: z.string(),
  caption: z.string().nullish(),
  media_type: z.string(),
  permalink: z.string().nullish(),
  media_url: z.string().nullish(),
  thumbnail_url: z.string().nullish(),
  timestamp: z.string(),
  like_count: z.number().nullish(),
  comments_count: z.number().nullish(),
});
const MediaPage = z.object({
  data: z.array(Media),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).nullish(), next: z.string().nullish() })
    .nullish(),
});
const mediaFields =
  'id,caption,media_type,permalink,media_url,thumbnail_url,timestamp,like_count,comments_count';
const kinds: Record<string, RecentPost['kind']> = {
  IMAGE: 'image',
  VIDEO: 'video',
  REELS: 'video',
  CAROUSEL_ALBUM: 'carousel',
};

export const posts: Platform['posts'] = async (call, { since, limit, fresh }) => {
  const { http, accessToken, externalId } = call;
  const found: z.infer<typeof Media>[] = [];
  let after: string | undefined;
  do {
    const query = {
      fields: mediaFields,
      limit: Math.min(50, limit - found.length),
      after,
      access_token: accessToken,
    };
    const { json } = await http.send({ host: 'graph', path: `/{version}/${externalId}/media`, query });
    const page = MediaPage.safeParse(json);
    if (!page.success) throw unreadable('Instagram answered no list of media');
    const recent = page.data.data.filter(({ timestamp }) => new Date(timestamp) >= since);
    found.push(...recent);
    const more = page.data.paging?.next && recent.length === page.data.data.length;
    after = more ? page.data.paging?.cursors?.after : undefined;
  } while (after && found.length < limit);

  const kept = await fresh?.(found.map(({ id }) => id));
  const read = async (media: z.infer<typeof Media>): Promise<RecentPost> => ({
    ...presentMedia(media),
    ...(kept?.get(media.id) ?? { metrics: await readMetrics(call, media) }),
  });
  const recent: RecentPost[] = [];
  for (let start = 0; start < found.length; start += atOnce) {
    const some = await Promise.allSettled(found.slice(start, start + atOnce).map(read));
    recent.push(...some.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
    const failed = some.find((each) => each.status === 'rejected');
    // The next sync goes on with the others: those that are kept now are fresh then.
    const failure: unknown = failed?.reason;
    if (failure instanceof RateLimited) throw new PostsCutShort(failure, recent);
    if (failed) throw failure;
  }
  return recent;
};

/** Each media's insights are a call: so many run side by side. */
const atOnce = 5;
/** All that is of use, and what every kind of media has. */
const mediaMetrics = ['views,reach,saved,likes,comments,shares', 'views,reach'];

/**
 * A media's insights: fewer where its kind lacks some, none where it has none, such as media from before the account
 * turned professional. https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 */
async function readMediaInsights(
  { http, accessToken }: AccountCall,
  mediaId: string,
): Promise<Record<string, number>> {
  for (const metric of mediaMetrics) {
    const query = { metric, access_token: accessToken };
    try {
      const { json } = await http.send({ host: 'graph', path: `/{version}/${mediaId}/insights`, query });
      return readInsights(json);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
  }
  return {};
}

async function readMetrics(call: AccountCall, media: z.infer<typeof Media>): Promise<PostFigures> {
  const insights = mayAsk(call, insightsScope) ? await readMediaInsights(call, media.id) : {};
  return {
    ...noMetrics,
    likes: insights.likes ?? media.like_count ?? null,
    comments: insights.comments ?? media.comments_count ?? null,
    shares: insights.shares ?? null,
    saves: insights.saved ?? null,
    views: insights.views ?? null,
    reach: insights.reach ?? null,
  };
}

const presentMedia = (media: z.infer<typeof Media>): Omit<RecentPost, 'metrics'> => ({
  externalId: media.id,
  url: media.permalink ?? null,
  kind: kinds[media.media_type] ?? 'other',
  caption: media.caption ?? '',
  thumbnailUrl: media.thumbnail_url ?? media.media_url ?? null,
  // Graph writes "+0000", which is ISO 8601 without the colon.
  publishedAt: new Date(media.timestamp),
});
