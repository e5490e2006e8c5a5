import { describeInsight, namesOfMetrics } from '../graph/insights.ts';
import { graphTime, idOf, noObject } from '../graph/request.ts';
import { dayMs } from '../social/clock.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { figuresOfDay, statisticsAt } from '../social/statistics.ts';
import { findMedia, type MediaNode } from './media.ts';
import { isCaller } from './caller.ts';

/** Accounts smaller than that have no data. */
const enoughFollowers = 100;

interface UserMetric {
  /** How its value comes: one total, a series of days, or either. */
  types: ('total_value' | 'time_series')[];
  value: (figures: ReturnType<typeof figuresOfDay>) => number;
}
const total: UserMetric['types'] = ['total_value'];

/** https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights */
const userMetrics: Record<string, UserMetric> = {
  reach: { types: ['total_value', 'time_series'], value: ({ reach }) => reach },
  follower_count: { types: ['time_series'], value: ({ newFollowers }) => newFollowers },
  views: { types: total, value: ({ views }) => views },
  likes: { types: total, value: ({ likes }) => likes },
  comments: { types: total, value: ({ comments }) => comments },
  shares: { types: total, value: ({ shares }) => shares },
  saves: { types: total, value: ({ saves }) => saves },
  replies: { types: total, value: ({ comments }) => Math.round(comments / 4) },
  accounts_engaged: { types: total, value: ({ likes, comments }) => Math.round((likes + comments) * 0.8) },
  total_interactions: {
    types: total,
    value: ({ likes, comments, shares, saves }) => likes + comments + shares + saves,
  },
  profile_links_taps: { types: total, value: ({ profileViews }) => Math.round(profileViews / 20) },
};

interface MediaMetric {
  products: ('FEED' | 'REELS')[];
  value: (node: MediaNode) => number;
}
const every: MediaMetric['products'] = ['FEED', 'REELS'];

/** https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights */
const mediaMetrics: Record<string, MediaMetric> = {
  views: { products: every, value: ({ post }) => post.views },
  reach: { products: every, value: ({ post }) => post.reach },
  likes: { products: every, value: ({ post }) => post.likes },
  comments: { products: every, value: ({ post }) => post.comments },
  shares: { products: every, value: ({ post }) => post.shares },
  saved: { products: every, value: ({ post }) => post.saves },
  total_interactions: {
    products: every,
    value: ({ post }) => post.likes + post.comments + post.shares + post.saves,
  },
  follows: { products: ['FEED'], value: ({ post }) => Math.round(post.likes / 50) },
  profile_visits: { products: ['FEED'], value: ({ post }) => Math.round(post.views / 40) },
  ig_reels_avg_watch_time: { products: ['REELS'], value: ({ post }) => post.duration * 400 },
  ig_reels_video_view_total_time: {
    products: ['REELS'],
    value: ({ post }) => post.duration * 400 * post.views,
  },
};

export const insights: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/insights',
  scopes: ['instagram_business_manage_insights'],
  handle(call) {
    const id = idOf(call);
    const caller = isCaller(call, id);
    const node = caller ? null : findMedia(call, id);
    if (!caller && !node) throw noObject(id);
    const hasData = statisticsAt(call.account, call.now).followers >= enoughFollowers;
    const data = node ? mediaInsights(call, node) : userInsights(call);
    call.ctx.body = { data: hasData ? data : [] };
  },
};

function userInsights(call: AccountCall): object[] {
  const { query, account, now } = call;
  const names = readMetrics(query, userMetrics);
  if (query.get('period') !== 'day') {
    throw new Refused('invalid_parameter', 'period must be day for these metrics');
  }
  const type = query.get('metric_type') ?? 'time_series';
  if (type !== 'total_value' && type !== 'time_series') {
    throw new Refused(
      'invalid_parameter',
      'metric_type must be one of the following values: time_series, total_value',
    );
  }
  const unfit = names.filter((name) => !userMetrics[name]?.types.includes(type));
  if (unfit.length > 0) {
    throw new Refused(
      'invalid_parameter',
      type === 'time_series'
        ? `The following metrics (${unfit.join(', ')}) should be specified with parameter metric_type=total_value`
        : `Incompatible metrics (${unfit.join(', ')}) with metric type (total_value)`,
    );
  }
  const on = (name: string, at: number) => userMetrics[name]?.value(figuresOfDay(account, at)) ?? 0;
  return names.map((name) => ({
    ...describeInsight(name, 'day', account.id),
    ...(type === 'total_value'
      ? { total_value: { value: on(name, now - dayMs) } }
      : {
          values: [now - 2 * dayMs, now - dayMs].map((at) => ({
            value: on(name, at),
            end_time: graphTime(at + dayMs),
          })),
        }),
  }));
}

function mediaInsights({ query }: AccountCall, node: MediaNode): object[] {
  const names = readMetrics(query, mediaMetrics);
  const product = node.post.kind === 'video' ? 'REELS' : 'FEED';
  const unfit = names.filter((name) => !mediaMetrics[name]?.products.includes(product));
  if (unfit.length > 0) {
    throw new Refused(
      'invalid_parameter',
      `The Media Insights API does not support the ${unfit.join(', ')} metric for this media product type.`,
    );
  }
  return names.map((name) => ({
    ...describeInsight(name, 'lifetime', node.id),
    values: [{ value: mediaMetrics[name]?.value(node) ?? 0 }],
  }));
}

/** @throws {Refused} when a metric is not there, such as impressions since 2025. */
function readMetrics(query: URLSearchParams, known: Record<string, unknown>): string[] {
  const names = namesOfMetrics(query.get('metric'));
  const wrong = names.findIndex((name) => !Object.hasOwn(known, name));
  if (wrong >= 0) {
    throw new Refused(
      'invalid_parameter',
      `metric[${wrong}] must be one of the following values: ${Object.keys(known).join(', ')}`,
    );
  }
  return names;
}
