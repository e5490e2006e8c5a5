import { describeInsight, namesOfMetrics } from '../graph/insights.ts';
import { graphTime } from '../graph/request.ts';
import type { Account } from '../social/accounts.ts';
import { dayMs } from '../social/clock.ts';
import type { SandboxPost } from '../social/posts.ts';
import { Refused } from '../social/refused.ts';
import { figuresOfDay, statisticsAt } from '../social/statistics.ts';

/** Pages that fewer people follow have no insights. */
const enoughFollowers = 100;

/** Of a page and day; what is not here is no metric, such as page_impressions since November 2025. */
const pageMetrics: Record<string, (page: Account, at: number) => number> = {
  page_media_view: (page, at) => figuresOfDay(page, at).views,
  page_total_media_view_unique: (page, at) => figuresOfDay(page, at).reach,
  page_follows: (page, at) => statisticsAt(page, at).followers,
  page_daily_follows_unique: (page, at) => figuresOfDay(page, at).newFollowers,
  page_views_total: (page, at) => figuresOfDay(page, at).profileViews,
  page_post_engagements(page, at) {
    const { likes, comments, shares } = figuresOfDay(page, at);
    return likes + comments + shares;
  },
};

/** Of a post's life. */
const postMetrics: Record<string, (post: SandboxPost) => number> = {
  post_media_view: ({ views }) => views,
  post_total_media_view_unique: ({ reach }) => reach,
  post_clicks: ({ views }) => Math.round(views / 30),
  post_reactions_like_total: ({ likes }) => likes,
};

/**
 * The last two whole days of a page: https://developers.facebook.com/docs/graph-api/reference/insights
 * @throws {Refused} when a metric or period is not there.
 */
export function insightsOfPage(page: Account, query: URLSearchParams, now: number): object[] {
  const names = known(pageMetrics, query.get('metric'));
  const period = query.get('period') ?? 'day';
  if (period !== 'day') throw new Refused('invalid_parameter', 'The sandbox knows the period day only.');
  if (statisticsAt(page, now).followers < enoughFollowers) return [];
  return names.map((name) => ({
    ...describeInsight(name, 'day', page.id),
    values: [now - 2 * dayMs, now - dayMs].map((at) => ({
      value: pageMetrics[name]?.(page, at) ?? 0,
      end_time: graphTime(at + dayMs),
    })),
  }));
}

/** @throws {Refused} when a metric is not there. */
export function insightsOfPost(id: string, post: SandboxPost, metric: string | undefined): object[] {
  return known(postMetrics, metric).map((name) => ({
    ...describeInsight(name, 'lifetime', id),
    values: [{ value: postMetrics[name]?.(post) ?? 0 }],
  }));
}

function known(metrics: Record<string, unknown>, text: string | null | undefined): string[] {
  const names = namesOfMetrics(text);
  if (names.some((name) => !Object.hasOwn(metrics, name))) {
    throw new Refused('invalid_parameter', 'The value must be a valid insights metric');
  }
  return names;
}
