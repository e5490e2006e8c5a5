import type { AccountFigures } from '../contracts/figures.ts';
import { UnknownKey } from '../db/vault.ts';
import {
  NeedsReauthorization,
  PermissionMissing,
  RateLimited,
  Rejected,
  Unavailable,
} from '../platforms/errors.ts';
import type { AccountCall } from '../platforms/credentials.ts';
import type { Platform, PostsWanted, Profile, RecentPost } from '../platforms/platform.ts';
import type { CallCount } from '../platforms/heldCalls.ts';
import { PostsCutShort } from '../platforms/postsCutShort.ts';

/**
 * What a platform told of an account; null is what it was not asked, or did not answer. A refresh of the token is not
 * among its calls: it has a log of its own.
 */
export interface AccountReading extends CallCount {
  profile: Profile | null;
  statistics: AccountFigures | null;
  posts: RecentPost[] | null;
}

export const nothingRead = (): AccountReading => ({ profile: null, statistics: null, posts: null, calls: 0 });

/** Posts of one sync. */
const postLimit = 50;

/**
 * Reads profile, figures and the posts that are wanted into `reading`, as far as the platform answers: what it rejects,
 * or was not allowed to show, is left out and the rest is read; one that is away is not asked further.
 * @throws the first failure, but rather a missing permission, once everything that can be read was.
 */
export async function readAccount(
  platform: Platform,
  call: AccountCall,
  wanted: Omit<PostsWanted, 'limit'>,
  reading: AccountReading,
): Promise<void> {
  const parts = [
    async () => (reading.profile = await platform.profile(call)),
    async () => (reading.statistics = await platform.statistics(call)),
    async () => {
      reading.posts = await platform.posts(call, { ...wanted, limit: postLimit }).catch((error: unknown) => {
        if (error instanceof PostsCutShort) reading.posts = error.posts;
        throw error;
      });
    },
  ];
  let refusal: Rejected | PermissionMissing | undefined;
  for (const read of parts) {
    try {
      await read();
    } catch (error) {
      if (error instanceof PermissionMissing) refusal = error;
      else if (error instanceof Rejected) refusal ??= error;
      else throw error;
    }
  }
  if (refusal) throw refusal;
}

/** A failure in the words of a log. Messages of the four failures hold statuses and codes only. */
export function describeFailure(error: unknown): { code: string; message: string } {
  if (error instanceof RateLimited) return { code: 'rate_limited', message: error.message };
  if (error instanceof Unavailable) return { code: 'platform_unavailable', message: error.message };
  if (error instanceof Rejected) return { code: 'platform_rejected', message: error.message };
  if (error instanceof PermissionMissing) return { code: 'permission_missing', message: error.message };
  if (error instanceof NeedsReauthorization) return { code: 'needs_reauthorization', message: error.message };
  if (error instanceof UnknownKey) return { code: 'key_unknown', message: error.message };
  return { code: 'unexpected', message: error instanceof Error ? error.name : 'unknown' };
}
