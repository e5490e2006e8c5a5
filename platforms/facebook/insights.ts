import { z } from 'zod';
import { unreadable } from '../errors.ts';
import { Insights, readInsights } from '../graph.ts';
import { mayAsk } from '../permissions.ts';
import { noMetrics, noStatistics, type Platform, type RecentPost } from '../platform.ts';

const insightsScope = 'read_insights';
const pageMetrics = 'page_media_view,page_total_media_view_unique,page_follows';
const Followers = z.object({ followers_count: z.number().nullish(), fan_count: z.number().nullish() });

/** https://developers.facebook.com/docs/graph-api/reference/insights: the metrics that outlived 2025 and 2026. */
export const statistics: Platform['statistics'] = async (call) => {
  const { http, accessToken, externalId } = call;
  const query = { access_token: accessToken };
  const [page, answer] = await Promise.all([
    http.send({
      host: 'graph',
      path: `/{version}/${externalId}`,
      query: { ...query, fields: 'followers_count,fan_count' },
    }),
    mayAsk(call, insightsScope)
      ? http.send({
          host: 'graph',
          path: `/{version}/${externalId}/insights`,
          query: { ...query, metric: pageMetrics, period: 'day' },
        })
      : null,
  ]);
  const counts = Followers.safeParse(page.json);
  if (!counts.success) throw unreadable('Facebook answered no page');
  const insights: Record<string, number> = answer ? readInsights(answer.json) : {};
  return {
    ...noStatistics,
    followers: counts.data.followers_count ?? insights.page_follows ?? counts.data.fan_count ?? null,
    views: insights.page_media_view ?? null,
    reach: insights.page_total_media_view_unique ?? null,
  };
};

const Summary = z.object({ summary: z.object({ total_count: z.number() }).nullish() }).nullish();
const Post = z.object({
  id: z.string(),
  message: z.string().nullish(),
  permalink_url: z.string().nullish(),
  full_picture: z.string().nullish(),
  status_type: z.string().nullish(),
  created_time: z.string(),
  reactions: Summary,
  comments: Summary,
  shares: z.object({ count: z.number() }).nullish(),
  insights: Insights.nullish(),
});
const PostPage = z.object({
  data: z.array(Post),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).nullish(), next: z.string().nullish() })
    .nullish(),
});
const fields = [
  'id,message,permalink_url,full_picture,status_type,created_time,shares',
  'reactions.limit(0).summary(total_count)',
  'comments.limit(0).summary(total_count)',
];
const insightsField = 'insights.metric(post_media_view,post_total_media_view_unique,post_clicks)';
/** Lists of Graph may have empty pages in their midst, so that only their number shows one without an end. */
const mostRequests = 10;
const kinds: Record<string, RecentPost['kind']> = {
  added_photos: 'image',
  added_video: 'video',
  mobile_status_update: 'text',
  shared_story: 'link',
};

/** https://developers.facebook.com/docs/graph-api/reference/page/published_posts: one call holds the metrics too. */
export const posts: Platform['posts'] = async (call, { since, limit }) => {
  const { http, accessToken, externalId } = call;
  const asked = mayAsk(call, insightsScope) ? [...fields, insightsField] : fields;
  const found: RecentPost[] = [];
  let after: string | undefined;
  for (let requests = 0; requests < mostRequests && found.length < limit; requests += 1) {
    const query = {
      fields: asked.join(','),
      since: Math.floor(since.getTime() / 1000),
      limit: Math.min(25, limit - found.length),
      after,
      access_token: accessToken,
    };
    const { json } = await http.send({
      host: 'graph',
      path: `/{version}/${externalId}/published_posts`,
      query,
    });
    const page = PostPage.safeParse(json);
    if (!page.success) throw unreadable('Facebook answered no list of posts');
    found.push(...page.data.data.map(presentPost).filter(({ publishedAt }) => publishedAt >= since));
    after = page.data.paging?.next ? page.data.paging.cursors?.after : undefined;
    if (!after) break;
  }
  return found;
};

function presentPost(post: z.infer<typeof Post>): RecentPost {
  const insights = post.insights ? readInsights(post.insights) : {};
  return {
    externalId: post.id,
    url: post.permalink_url ?? null,
    kind: kinds[post.status_type ?? ''] ?? 'other',
    caption: post.message ?? '',
    thumbnailUrl: post.full_picture ?? null,
    publishedAt: new Date(post.created_time),
    metrics: {
      ...noMetrics,
      likes: post.reactions?.summary?.total_count ?? null,
      comments: post.comments?.summary?.total_count ?? null,
      // A post that nobody shared comes without the member.
      shares: post.shares?.count ?? 0,
      views: insights.post_media_view ?? null,
      reach: insights.post_total_media_view_unique ?? null,
      clicks: insights.post_clicks ?? null,
    },
  };
}
