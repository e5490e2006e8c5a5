import { seeded } from '../drawing/random.ts';
import type { Account } from './accounts.ts';
import { dayMs } from './clock.ts';
import type { Call } from './platform.ts';
import {
  firstNumber,
  publicationNumbered,
  publicationWithId,
  publicationsBefore,
  type Publication,
} from './publishing/publications.ts';
import { historyDays } from './statistics.ts';

/** A post of an account, with its figures at the time that was asked for. */
export interface SandboxPost {
  /** Counts the account's posts from 0. */
  index: number;
  /** Sixteen digits that tell it from any other: where a platform's ids are numbers. */
  number: string;
  publishedAt: number;
  text: string;
  kind: Publication['kind'];
  /** Of a video, in seconds. */
  duration: number;
  views: number;
  reach: number;
  likes: number;
  comments: number;
  shares: number;
  saves: number;
  /** What a call published; null of a post that the account is told to have made itself. */
  publication: Publication | null;
}

/** Who reads: `hiddenMs` is how long a fresh post is missing in lists. */
export type Reader = Pick<Call, 'store' | 'now' | 'hiddenMs'>;

const texts = [
  'First light over the workshop, coffee in hand ☕',
  'Three things we learned this month',
  'Behind the scenes of the new collection',
  'Answering your questions, part two',
  'Packing today’s orders: thank you all! 📦',
  'Small details, big difference',
  'Sunday walk, no filter',
  'How it is made, in one minute',
  'You asked, here it is',
  'Before and after ✨',
];
const tags = ['#handmade', '#behindthescenes', '#smallbusiness', '#madeinfrance', '#howto', '#weekend'];

/** Every account posts at its own pace from 90 days before the sandbox first met it, for ever. */
const intervalMs = ({ postsPerWeek }: Account): number => (7 * dayMs) / postsPerWeek;

function publishedAt(account: Account, index: number): number {
  const interval = intervalMs(account);
  const start = account.createdAt - historyDays * dayMs;
  const jitter = seeded(`${account.platform} ${account.id} ${index} time`)() * interval * 0.8;
  return Math.floor((start + index * interval + jitter) / 1000) * 1000;
}

/**
 * The account's posts up to now, newest first, at most `limit`; only those before `before`, where given. What was
 * published a moment ago is not among them yet.
 */
export function recentPosts(
  { store, now, hiddenMs }: Reader,
  account: Account,
  limit: number,
  before = Infinity,
): SandboxPost[] {
  const shown = Math.min(before, now - hiddenMs + 1);
  const published = publicationsBefore(store, account, shown, limit).map((publication) =>
    publishedPost(account, publication, now),
  );
  const own = ownPosts(account, now, limit, before);
  if (published.length === 0) return own;
  return [...published, ...own].sort((one, other) => other.publishedAt - one.publishedAt).slice(0, limit);
}

/** The post that a call published, by the platform's id; null when the account has none, or not yet. */
export function findPublished({ store, now }: Reader, account: Account, id: string): SandboxPost | null {
  const publication = publicationWithId(store, account.platform, id);
  if (publication?.account !== account.id || publication.publishedAt > now) return null;
  return publishedPost(account, publication, now);
}

/** The posts that the account made without a call. */
function ownPosts(account: Account, now: number, limit: number, before: number): SandboxPost[] {
  const start = account.createdAt - historyDays * dayMs;
  const end = Math.min(now, before);
  const posts: SandboxPost[] = [];
  for (let index = Math.floor((end - start) / intervalMs(account)); index >= 0; index -= 1) {
    if (posts.length >= limit) break;
    const at = publishedAt(account, index);
    if (at <= now && at < before) posts.push(postOf(account, index, now));
  }
  return posts;
}

/** The post with that number; null when the account has none, or not yet. */
export function findPost({ store, now }: Reader, account: Account, number: string): SandboxPost | null {
  if (!number.startsWith(account.number) || !/^\d{16}$/.test(number)) return null;
  const index = Number(number.slice(10));
  if (index >= firstNumber) {
    const publication = publicationNumbered(store, account, index);
    return publication && publication.publishedAt <= now ? publishedPost(account, publication, now) : null;
  }
  return publishedAt(account, index) <= now ? postOf(account, index, now) : null;
}

/** A post that a call published, with the figures of one of its age. */
function publishedPost(account: Account, publication: Publication, now: number): SandboxPost {
  const { number, publishedAt, text, kind } = publication;
  return { ...postOf(account, number, now, publishedAt), text, kind, publication };
}

function postOf(account: Account, index: number, now: number, at = publishedAt(account, index)): SandboxPost {
  const random = seeded(`${account.platform} ${account.id} ${index}`);
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? '';
  const text = `${pick(texts)} ${pick(tags)}`;
  const kind = random() < 0.6 ? 'video' : 'image';
  const duration = 8 + Math.floor(random() * 80);
  // Most of a post's views come within some days, then it levels off.
  const final = account.followers * (0.1 + random() * random() * 1.6);
  const views = Math.round(final * (1 - Math.exp(-(now - at) / (1.5 * dayMs))));
  const share = (rate: number) => Math.round(views * rate * (0.5 + random()));
  return {
    ...{
      index,
      number: `${account.number}${String(index).padStart(6, '0')}`,
      publishedAt: at,
      text,
      kind,
      duration,
    },
    ...{ views, reach: Math.round(views * 0.85), likes: share(0.07), comments: share(0.006) },
    ...{ shares: share(0.005), saves: share(0.007), publication: null },
  };
}
