import { z } from 'zod';
import { manyReactions } from './figures.ts';
import { AccountFigureAnswer, Changes, Figure, Percent, PostEngagement, Totals } from './accountFigures.ts';
import { Instant, Uuid } from './common.ts';
import { ConnectionAnswer, ConnectionStatus, PlatformParams } from './connections.ts';

const PlatformId = PlatformParams.shape.platform;

/** A number of items that is asked for: beyond the maximum it is the maximum. */
const atMost = (maximum: number, otherwise: number) =>
  z.coerce
    .number<string>()
    .int()
    .min(1)
    .default(otherwise)
    .meta({ description: `at most ${maximum}` });

export const historyDaysMaximum = 365;
export const topPostsMaximum = 100;

export const SyncRequest = z
  .strictObject({
    platforms: z
      .array(PlatformId)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'all where none are named' }),
  })
  .meta({ id: 'SyncRequest' });

export const SyncAccepted = z
  .object({
    message: z.string(),
    connections: z.array(
      z.object({
        id: Uuid,
        platform: z.string(),
        username: z.string(),
        task_id: z.string().meta({ description: "the workflow's id" }),
      }),
    ),
    skipped: z
      .array(
        z.object({
          id: Uuid,
          platform: z.string(),
          username: z.string(),
          status: ConnectionStatus,
          reason_code: z.enum(['needs_reauth', 'held', 'calls_used_up']),
          reason: z.string(),
          until: Instant.nullable().meta({ description: 'null: until its owner connects it again' }),
        }),
      )
      .meta({ description: 'connections of which nothing is asked now, and why' }),
  })
  .meta({ id: 'SyncAccepted' });

export const PlatformQuery = z.object({ platform: PlatformId.optional() });

const Account = z.object({
  connection_id: Uuid,
  platform: z.string(),
  username: z.string(),
  display_name: z.string(),
});

export const LatestStats = z
  .array(
    Account.extend({
      recorded_at: Instant.nullable().meta({
        description: 'null when its platform has told no figures: not yet, or it tells none',
      }),
      last_synced_at: Instant.nullable(),
      ...AccountFigureAnswer.shape,
    }).meta({ id: 'ConnectionStats' }),
  )
  .meta({ id: 'LatestStats' });

export const StatsHistoryQuery = PlatformQuery.extend({ days: atMost(historyDaysMaximum, 30) });

export const StatsHistory = z
  .array(
    Account.extend({
      date: z.iso.date(),
      recorded_at: Instant,
      ...AccountFigureAnswer.shape,
    }).meta({ id: 'DailyStats' }),
  )
  .meta({
    id: 'StatsHistory',
    description: 'the last figures of each day (UTC) and connection, oldest first',
  });

export const TopPostsQuery = PlatformQuery.extend({
  limit: atMost(topPostsMaximum, 10),
  order: z
    .enum(['engagement_rate', 'reactions'])
    .default('engagement_rate')
    .meta({
      description:
        'by the share of those who saw a post that reacted (`engagement_rate`), those with fewer than ' +
        `${manyReactions} reactions after all others; or by how many reactions it has: likes, comments and shares`,
    }),
  connection_id: Uuid.optional().meta({ description: 'only those of this account' }),
  published_after: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'only posts since then, ISO 8601 with Z or an offset' }),
  published_before: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'only posts up to then, likewise' }),
});

const TopPost = z
  .object({
    id: Uuid,
    connection_id: Uuid,
    platform: z.string(),
    username: z.string(),
    external_id: z.string(),
    url: z.string().nullable(),
    kind: z.string(),
    caption: z.string(),
    thumbnail_url: z.string().nullable(),
    published_at: Instant,
    likes: Figure,
    comments: Figure,
    shares: Figure,
    saves: Figure,
    views: Figure,
    reach: Figure,
    impressions: Figure,
    clicks: Figure,
    engagement_rate: PostEngagement,
  })
  .meta({ id: 'TopPost' });

export const TopPosts = z.array(TopPost).meta({ id: 'TopPosts' });

/** Sums over the posts of which the platform tells a figure; null where it tells it of none. */
const RecentPosts = z
  .object({
    days: z.int(),
    posts: z.int(),
    likes: Figure,
    comments: Figure,
    shares: Figure,
    views: Figure,
  })
  .meta({
    description: 'the posts published in the last days up to now, together: each since it was published',
  });

export const Dashboard = z
  .object({
    totals: Totals.extend({ connections: z.int() }),
    changes: Changes,
    platforms: z.array(Totals.extend({ platform: z.string(), connections: z.int(), changes: Changes })),
    recent_posts: RecentPosts,
    top_posts: z.array(TopPost),
    connections: z.array(ConnectionAnswer),
    connections_by_status: z.record(z.string(), z.int()),
  })
  .meta({ id: 'SocialMediaDashboard' });

export const TopInfluencersQuery = z.object({ limit: atMost(100, 100) });

export const TopInfluencers = z
  .array(
    Account.extend({
      rank: z.int(),
      user_id: Uuid,
      followers: Figure,
      engagement_rate: Percent,
      recorded_at: Instant,
    }).meta({ id: 'TopInfluencer' }),
  )
  .meta({ id: 'TopInfluencers' });
