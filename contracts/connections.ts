import { z } from 'zod';
import { Instant, Uuid } from './common.ts';
import { Permissions } from './permissions.ts';

/** As it is kept. "expiring" is seen from the token's time, not kept. */
export const ConnectionStatus = z.enum(['active', 'expired', 'error', 'needs_reauth', 'revoked']);
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

/** A connection that is so takes posts; `error` is what may pass by itself. db/migrations/0009-schedule-post.ts says the same. */
export const workingStatuses: readonly string[] = ['active', 'error'] satisfies ConnectionStatus[];

/** Why a connection is not simply active: a code, whose text stands in api/messages/ as `connection_<code>`. */
export type ConnectionReason =
  | 'token_expires_soon'
  | 'token_expired'
  | 'token_withdrawn'
  | 'token_refused'
  | 'permission_missing'
  | 'refresh_refused'
  | 'refresh_lost'
  | 'platform_rejected'
  | 'platform_unavailable'
  | 'unexpected'
  | 'disconnected'
  | 'taken_over';

const ShownStatus = z
  .enum([...ConnectionStatus.options, 'expiring'])
  .meta({ description: 'expiring: it stops within a week unless it is connected again' });

export const PlatformParams = z.object({
  platform: z.string().min(1).max(60).meta({ example: 'instagram' }),
});
export const AccountParams = z.object({ account_id: Uuid });
export const ConnectionParams = z.object({ id: Uuid });

/** The "social account" of socialsync-api. Tokens are shown by their first characters only. */
export const SocialAccount = z
  .object({
    id: Uuid,
    platform: z.string(),
    account_id: z.string().meta({ description: "the account's id at the platform" }),
    username: z.string(),
    display_name: z.string(),
    profile_url: z.string().nullable(),
    access_token: z.string().meta({ example: 'IGQWR...' }),
    refresh_token: z.string().nullable().meta({ example: 'IGQWR...' }),
    token_expires_at: Instant.nullable(),
    is_active: z.boolean(),
    user_id: Uuid.meta({ description: 'who connected it' }),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'SocialAccount' });

/** The "social media connection" of social-accounts-guide. */
export const ConnectionAnswer = z
  .object({
    id: Uuid,
    platform: z.string(),
    platform_user_id: z.string().meta({ description: "the account's id at the platform" }),
    username: z.string(),
    display_name: z.string(),
    profile_url: z.string().nullable(),
    avatar_url: z.string().nullable(),
    status: ShownStatus,
    reason: z
      .string()
      .nullable()
      .meta({ description: 'why, where it is not simply active and allowed in full' }),
    scopes: z.array(z.string()).nullable(),
    ...Permissions.shape,
    token_expires_at: Instant.nullable(),
    last_synced_at: Instant.nullable(),
    user_id: Uuid.meta({ description: 'who connected it' }),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Connection' });

const DependentPlans = z
  .array(z.object({ id: z.int(), name: z.string() }))
  .meta({ description: 'recurring plans that publish at it, the first twenty of them' });

export const SyncFailureAnswer = z
  .object({
    at: Instant,
    code: z.string().meta({ example: 'platform_unavailable' }),
    reason: z.string(),
    next_try_at: Instant.meta({ description: 'not before; by itself' }),
  })
  .meta({ id: 'SyncFailure', description: 'That the last sync could read nothing, or a part only.' });

/** A connection in a list, with what one asks of each there. */
export const ConnectionInList = ConnectionAnswer.extend({
  what_to_do: z.string().nullable(),
  last_sync_failure: SyncFailureAnswer.nullable(),
  depends_on: z
    .object({ scheduled_posts: z.int(), plans: DependentPlans })
    .meta({ description: 'what this connection is still needed for' }),
}).meta({ id: 'ConnectionInList' });

export const ConnectAnswer = z
  .object({
    message: z.string(),
    connection: ConnectionAnswer,
    connections: ConnectionAnswer.array().meta({
      description: 'all that the consent opened: of Facebook, each page; `connection` is the first',
    }),
  })
  .meta({ id: 'Connected' });

export const ConnectionsQuery = z.object({
  platform: PlatformParams.shape.platform.optional(),
  status: ShownStatus.optional().meta({ description: 'without one: all but the disconnected' }),
});

const DependsOn = z
  .object({
    scheduled_posts: z.int(),
    posts: z
      .array(z.object({ id: z.int(), scheduled_time: Instant }))
      .meta({ description: 'the first twenty of them' }),
  })
  .meta({ description: 'what this connection is still needed for' });

/** Of a disconnection that posts wait for. */
export const Disconnected = z
  .object({
    message: z.string(),
    scheduled_posts: z
      .array(z.int())
      .meta({ description: 'posts that now wait until the account is connected again' }),
  })
  .meta({ id: 'Disconnected' });

export const ConnectionStatusAnswer = z
  .object({
    id: Uuid,
    platform: z.string(),
    username: z.string(),
    status: ShownStatus,
    reason: z.string().nullable(),
    reason_code: z.string().nullable(),
    since: Instant,
    what_to_do: z.string().nullable(),
    ...Permissions.shape,
    token_expires_at: Instant.nullable(),
    next_refresh_at: Instant.nullable().meta({ description: 'by itself, at the latest' }),
    held_until: Instant.nullable().meta({ description: 'the platform asked to make no calls before' }),
    last_sync: Instant.nullable().meta({ description: 'the last that could read something' }),
    last_sync_failure: SyncFailureAnswer.nullable(),
    depends_on: DependsOn.extend({ plans: DependentPlans }),
  })
  .meta({ id: 'ConnectionStatus' });

export const ForecastQuery = z.object({
  days: z.coerce
    .number<string>()
    .int()
    .min(1)
    .default(90)
    .meta({ description: 'how far to look ahead; more than 365 is 365' }),
});

export const Forecast = z
  .object({
    id: Uuid,
    platform: z.string(),
    username: z.string(),
    display_name: z.string(),
    status: ShownStatus,
    fails_at: Instant.meta({ description: 'in the past: it has failed already' }),
    days_left: z.int(),
    reason: z.string(),
    reason_code: z.string(),
    what_to_do: z.string(),
    stops: DependsOn,
  })
  .meta({ id: 'ConnectionForecast', description: 'A connection that stops working unless a person acts.' });
