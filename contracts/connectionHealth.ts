import { workingStatuses, type ConnectionReason, type ConnectionStatus } from './connections.ts';

/** What is known of a connection's tokens and state, and how its platform keeps tokens alive. */
export interface ConnectionFacts {
  status: ConnectionStatus;
  reason: string | null;
  statusSince: Date;
  tokenExpiresAt: Date | null;
  refreshExpiresAt: Date | null;
  /** When the present token came. */
  refreshedAt: Date | null;
  /** What renews the token: a refresh token, the token itself as long as it works, or nothing. */
  renewedBy: 'refresh token' | 'token' | null;
}

/** How a connection is, as people are told. */
export interface ConnectionHealth {
  status: ConnectionStatus | 'expiring';
  reason: ConnectionReason | null;
  since: Date;
  /** When it stops working unless a person connects again; null when nothing says that it will. */
  failsAt: Date | null;
  /** When the token is refreshed by itself, at the latest; null when it never is. */
  nextRefreshAt: Date | null;
}

const day = 24 * 60 * 60_000;
/** A connection is expiring when it stops within so long. */
const expiringWithinMs = 7 * day;
/** The daily job refreshes what expires within so long; what it could not for days is told. */
const refreshWithinMs = 7 * day;
const overdueWithinMs = 3 * day;

/** How a connection is at `now`: one that is kept as active is expiring, or expired, by its tokens' times. */
export function healthOf(facts: ConnectionFacts, now: Date): ConnectionHealth {
  const { status } = facts;
  const reason = facts.reason as ConnectionReason | null;
  if (!workingStatuses.includes(status))
    return { status, reason, since: facts.statusSince, failsAt: facts.statusSince, nextRefreshAt: null };
  const failsAt = endOf(facts, now);
  const nextRefreshAt = facts.renewedBy ? refreshDueAt(facts) : null;
  if (failsAt && failsAt <= now)
    return { status: 'expired', reason: 'token_expired', since: failsAt, failsAt, nextRefreshAt: null };
  if (status === 'active' && failsAt && failsAt.getTime() - now.getTime() <= expiringWithinMs) {
    const since = new Date(failsAt.getTime() - expiringWithinMs);
    return { status: 'expiring', reason: 'token_expires_soon', since, failsAt, nextRefreshAt };
  }
  return { status, reason, since: facts.statusSince, failsAt, nextRefreshAt };
}

/** When nothing renews the access any more; null when no end is in sight. */
function endOf({ renewedBy, tokenExpiresAt, refreshExpiresAt }: ConnectionFacts, now: Date): Date | null {
  if (renewedBy === 'refresh token') return refreshExpiresAt;
  if (renewedBy === null || !tokenExpiresAt) return tokenExpiresAt;
  return tokenExpiresAt.getTime() - now.getTime() <= overdueWithinMs ? tokenExpiresAt : null;
}

/**
 * When a token is to be refreshed: a week before its end, or at half of its life where that is shorter. Null when it
 * does not expire.
 */
export function refreshDueAt({
  tokenExpiresAt,
  refreshedAt,
}: Pick<ConnectionFacts, 'tokenExpiresAt' | 'refreshedAt'>): Date | null {
  if (!tokenExpiresAt) return null;
  const life = refreshedAt ? tokenExpiresAt.getTime() - refreshedAt.getTime() : Infinity;
  return new Date(tokenExpiresAt.getTime() - Math.min(refreshWithinMs, Math.max(0, life) / 2));
}
