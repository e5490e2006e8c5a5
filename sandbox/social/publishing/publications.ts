import type { Store } from '../../store.ts';
import type { Account } from '../accounts.ts';
import { nowOf } from '../clock.ts';
import type { Call } from '../platform.ts';
import { notePublished, type LedgerQuery } from './requests.ts';

/** What a call makes public. */
export interface NewPublication {
  /** Whose post it is: an account, or a page of it. */
  account: Account;
  text: string;
  kind: 'image' | 'video' | 'text';
  /** The SHA-256 of its pictures and videos, in their order. */
  media: string[];
  /** Whether the account's list of posts shows it: a story is in none. */
  listed: boolean;
  /** What else the platform keeps of it; the feed page shows `story`, `title` and `link`. */
  details: Record<string, unknown>;
  /** How long the platform works on it until it is public. */
  processingMs: number;
}

/** A post that a call published. */
export interface Publication extends Omit<NewPublication, 'account' | 'processingMs'> {
  /** Counts them all. */
  sequence: number;
  /** When it was accepted: milliseconds since 1970 by the wall clock. */
  at: number;
  platform: string;
  account: string;
  /** The name of the account. */
  author: string;
  /** Counts the account's posts; those that it made before the sandbox met it are below `firstNumber`. */
  number: number;
  /** The platform's own. */
  id: string;
  /** By the sandbox's clock; no two of an account are alike. */
  publishedAt: number;
}

interface PublicationRow extends Omit<Publication, 'media' | 'listed' | 'details' | 'publishedAt'> {
  media: string;
  listed: number;
  details: string;
  published_at: number;
}

const publicationOf = ({ media, listed, details, published_at, ...row }: PublicationRow): Publication => ({
  ...row,
  media: JSON.parse(media) as string[],
  listed: listed === 1,
  details: JSON.parse(details) as Record<string, unknown>,
  publishedAt: published_at,
});

/** The number of the first post that an account publishes by a call. */
export const firstNumber = 500_000;

/**
 * Publishes, and notes in the ledger that this call did. `idOf` makes the platform's id of the sixteen digits that tell
 * the post from any other (`SandboxPost.number`).
 */
export function publish(
  call: Call,
  publication: NewPublication,
  idOf: (number: string) => string,
): Publication {
  const { store, platform, request } = call;
  const { account, text, kind, media, listed, details, processingMs } = publication;
  return store.atOnce(() => {
    const last = lastOf(store, platform.name, account.id);
    const number = last.number === null ? firstNumber : last.number + 1;
    // Lists go on from a time: no two posts may share one.
    const publishedAt = Math.max(call.now + processingMs, (last.published_at ?? 0) + 1);
    const id = idOf(`${account.number}${number}`);
    const row = store.all<PublicationRow>(
      `insert into social_posts (at, platform, account, author, number, id, text, kind, media, listed, details, published_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *`,
      ...[Date.now(), platform.name, account.id, account.name, number, id, text, kind],
      ...[JSON.stringify(media), Number(listed), JSON.stringify(details), publishedAt],
    )[0];
    if (!row) throw new Error('SQLite returned no row for the post');
    if (request !== null) notePublished(store, request, id);
    return publicationOf(row);
  });
}

const lastOf = (store: Store, platform: string, account: string) =>
  store.all<{ number: number | null; published_at: number | null }>(
    `select (select max(number) from social_posts where platform = ? and account = ?) as number,
     (select max(published_at) from social_posts where platform = ? and account = ?) as published_at`,
    ...[platform, account, platform, account],
  )[0] ?? { number: null, published_at: null };

/** An account's listed posts that are public before a time, newest first. */
export const publicationsBefore = (
  store: Store,
  { platform, id }: Account,
  before: number,
  limit: number,
): Publication[] =>
  store
    .all<PublicationRow>(
      'select * from social_posts where platform = ? and account = ? and listed = 1 and published_at < ? order by published_at desc limit ?',
      ...[platform, id, before, limit],
    )
    .map(publicationOf);

/** The account's post that counts so; null when there is none. */
export const publicationNumbered = (
  store: Store,
  { platform, id }: Account,
  number: number,
): Publication | null => {
  const row = store.all<PublicationRow>(
    'select * from social_posts where platform = ? and account = ? and number = ?',
    ...[platform, id, number],
  )[0];
  return row ? publicationOf(row) : null;
};

/** The post with that id of the platform's own; null when there is none. */
export function publicationWithId(store: Store, platform: string, id: string): Publication | null {
  const row = store.all<PublicationRow>(
    'select * from social_posts where platform = ? and id = ?',
    ...[platform, id],
  )[0];
  return row ? publicationOf(row) : null;
}

/** The newest post of the account with the very same text in the last `windowSeconds` of the sandbox's clock, if any. */
export function duplicateOf(
  store: Store,
  { platform, id }: Account,
  text: string,
  windowSeconds: number,
): Publication | null {
  const row = store.all<PublicationRow>(
    'select * from social_posts where platform = ? and account = ? and text = ? and published_at > ? order by published_at desc limit 1',
    ...[platform, id, text, nowOf(store) - windowSeconds * 1000],
  )[0];
  return row ? publicationOf(row) : null;
}

/** What an account shows now, newest first, stories too. */
export const newestPublications = (
  store: Store,
  { platform, account, now }: { platform: string; account: string; now: number },
  limit: number,
): Publication[] =>
  store
    .all<PublicationRow>(
      'select * from social_posts where platform = ? and account = ? and published_at <= ? order by published_at desc limit ?',
      ...[platform, account, now, limit],
    )
    .map(publicationOf);

/** The accounts for which something was published, those of the newest posts first. */
export const publishingAccounts = (store: Store) =>
  store.all<{ platform: string; account: string; author: string; posts: number }>(
    'select platform, account, max(author) as author, count(*) as posts from social_posts group by platform, account order by max(sequence) desc',
  );

/** How many posts an account published since a time of the sandbox's clock. */
export const publishedSince = (store: Store, { platform, id }: Account, since: number): number =>
  store.all<{ posts: number }>(
    'select count(*) as posts from social_posts where platform = ? and account = ? and published_at > ?',
    ...[platform, id, since],
  )[0]?.posts ?? 0;

/** Every post that was published, in the order in which that was. */
export const listPublications = (store: Store, { platform, account, since }: LedgerQuery): Publication[] =>
  store
    .all<PublicationRow>(
      `select * from social_posts where ? in ('', platform) and ? in ('', account) and at >= ? order by sequence`,
      ...[platform, account, since],
    )
    .map(publicationOf);
