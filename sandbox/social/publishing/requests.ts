import { arrivalOf } from '../../connection.ts';
import type { Store } from '../../store.ts';
import type { Attempt } from '../attempts.ts';
import type { Call } from '../platform.ts';

/** A request that could have published: the oracle of how often the platform was asked to. */
export interface PublishingRequest extends Attempt {
  /** Counts all of them, in the order in which they were read. */
  sequence: number;
  platform: string;
  /** When its headers came: milliseconds since 1970 by the wall clock. */
  at: number;
  published: boolean;
  /** The platform's id of what it published. */
  postId: string | null;
  /** null: it was not answered. */
  status: number | null;
  /** Whether the whole answer was handed to the network. */
  delivered: boolean;
}

interface RequestRow extends Omit<PublishingRequest, 'published' | 'delivered' | 'media' | 'postId'> {
  media: string;
  post_id: string | null;
  published: number;
  delivered: number;
}

/** Notes such a request before anything is done for it; its answer is noted when it has left. Returns its number. */
export function noteRequest({ store, ctx, platform }: Call, attempt: Attempt): number {
  const { account, name, text, media } = attempt;
  const sequence = store.all<{ sequence: number }>(
    'insert into social_requests (at, platform, account, name, text, media) values (?, ?, ?, ?, ?, ?) returning sequence',
    ...[arrivalOf(ctx.req), platform.name, account, name, text, JSON.stringify(media)],
  )[0]?.sequence;
  if (sequence === undefined) throw new Error('SQLite returned no number for the request');
  ctx.res.once('finish', () => {
    store.run(
      'update social_requests set status = ?, delivered = 1 where sequence = ?',
      ...[ctx.res.statusCode, sequence],
    );
  });
  return sequence;
}

export const notePublished = (store: Store, sequence: number, postId: string): void =>
  void store.run(
    'update social_requests set published = 1, post_id = ? where sequence = ?',
    ...[postId, sequence],
  );

/** What of the ledger is asked for; '' is any. */
export interface LedgerQuery {
  platform: string;
  account: string;
  /** Milliseconds since 1970, by the wall clock. */
  since: number;
}

/** The requests in the order in which they were read. */
export const listRequests = (store: Store, { platform, account, since }: LedgerQuery): PublishingRequest[] =>
  store
    .all<RequestRow>(
      `select * from social_requests where ? in ('', platform) and ? in ('', account) and at >= ? order by sequence`,
      ...[platform, account, since],
    )
    .map(({ post_id, media, published, delivered, ...row }) => ({
      ...row,
      media: JSON.parse(media) as string[],
      postId: post_id,
      published: published === 1,
      delivered: delivered === 1,
    }));
