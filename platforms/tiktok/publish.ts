import { z } from 'zod';
import { askUntil } from '../askUntil.ts';
import { Rejected, StillProcessing, whyOf } from '../errors.ts';
import { evidenceFrom } from '../evidence.ts';
import type { AccountCall } from '../credentials.ts';
import type { Finding, Handle, PostContent, PublishedPost, Publishing } from '../publishing.ts';
import { refusedLater } from '../said.ts';
import { countUtf16 } from '../textCount.ts';
import { posts } from './insights.ts';
import { readStatus, type PublishingStatus } from './publishingStatus.ts';
import { beginFilm, publishPhotos, readCreator, sendLastChunk } from './uploads.ts';

const minute = 60_000;
/** TikTok works on a post after it took it; for so long the call that published waits for it. */
const waitInCommitMs = 2_500;
/** A public post's id comes when TikTok has looked at it; after that it is known by its publish_id. */
const idWithinMs = 10 * minute;
/** Pictures mostly show after some seconds; later it is the owner who looks. */
const shownWithinMs = minute;
/** Reasons of a failure that another attempt may not meet. */
const passingReasons = [
  'internal',
  'photo_pull_failed',
  'video_pull_failed',
  'auth_removed',
  'spam_risk_too_many_posts',
];

const PhotosHandle = z.object({
  kind: z.literal('photos'),
  username: z.string(),
  privacy: z.string(),
  /** Known once TikTok has answered. */
  publishId: z.string().optional(),
});
const FilmHandle = z.object({
  kind: z.literal('film'),
  username: z.string(),
  privacy: z.string(),
  publishId: z.string(),
  uploadUrl: z.string(),
  size: z.number(),
  lastChunkFrom: z.number(),
});
const TikTokHandle = z.discriminatedUnion('kind', [PhotosHandle, FilmHandle]);
type Taken = z.infer<typeof TikTokHandle> & { publishId: string };

/**
 * Direct posts: https://developers.tiktok.com/doc/content-posting-api-get-started. A film has a publish_id before its
 * last byte is sent, and can be followed by it; pictures get theirs from the call that publishes them.
 */
export const publish: Publishing = {
  sites: ['tiktok.com'],
  addressed({ pathname }) {
    const [, id] = /\/(?:video|photo)\/(\d+)/.exec(pathname) ?? [];
    return id ? { id } : null;
  },
  rules: {
    media: { minimum: 1, maximum: 35, kinds: ['image', 'video'] },
    image: {
      type: 'image/jpeg',
      maximumBytes: 20 * 1024 * 1024,
      ratio: null,
      maximumSide: 1920,
      maximumShortSide: 1080,
    },
    text: { maximum: 2200, count: countUtf16, hashtags: null },
    options: { privacy_level: { required: false, maximum: 40, default: 'PUBLIC_TO_EVERYONE' } },
    placements: ['feed'],
    firstComment: null,
    altText: null,
  },

  async prepare(call, content) {
    const film = filmOf(content);
    const creator = await readCreator(call, content);
    // An upload's address is good for an hour.
    if (!film) return { handle: { kind: 'photos', ...creator }, usableForMs: 60 * minute };
    const upload = await beginFilm(call, { text: content.text, film, privacy: creator.privacy });
    return { handle: { kind: 'film', ...creator, ...upload }, usableForMs: 50 * minute };
  },

  async commit(call, content, handle) {
    const taken = await send(call, content, handle);
    const settled = await askUntil(async () => {
      const status = await readStatus(call, taken.publishId);
      return status.status === 'FAILED' || status.postId ? status : null;
    }, waitInCommitMs).catch(() => null);
    const reason = settled?.failReason;
    if (settled?.status === 'FAILED' && reason && !passingReasons.includes(reason)) throw refusal(reason);
    if (!settled?.postId) throw new StillProcessing('TikTok works on the post', taken);
    return publishedPost(call, taken, settled.postId);
  },

  async reconcile(call, content, handle, evidence) {
    const sent = TikTokHandle.parse(handle);
    if (sent.publishId === undefined) return findPhotos(call, content, evidence);
    const taken = { ...sent, publishId: sent.publishId };
    return judge(call, taken, await readStatus(call, sent.publishId), evidence.since);
  },

  fetchesMedia: true,
  visibleWithinMs: 5_000,
};

function filmOf({ media }: PostContent) {
  const film = media.find(({ kind }) => kind === 'video');
  if (film && media.length > 1) throw new Rejected('TikTok takes one film, or pictures', 'media_mixed');
  return film;
}

/** The one request that publishes, and what the post can be followed by. */
async function send(call: AccountCall, content: PostContent, handle: Handle): Promise<Taken> {
  const prepared = TikTokHandle.parse(handle);
  const film = filmOf(content);
  if (prepared.kind === 'film' && film) {
    await sendLastChunk(call, prepared, film);
    return prepared;
  }
  return { ...prepared, publishId: await publishPhotos(call, content, prepared.privacy) };
}

function judge(call: AccountCall, taken: Taken, status: PublishingStatus, since: Date): Finding {
  if (status.status === 'PUBLISH_COMPLETE') {
    const isPublic = taken.privacy === 'PUBLIC_TO_EVERYONE';
    if (status.postId) return { kind: 'found', post: publishedPost(call, taken, status.postId) };
    if (isPublic && Date.now() - since.getTime() < idWithinMs) return { kind: 'pending' };
    return { kind: 'found', post: { id: taken.publishId, url: null } };
  }
  if (status.status === 'FAILED') {
    const reason = status.failReason ?? 'failed';
    if (passingReasons.includes(reason))
      return { kind: 'spoiled', code: 'preparation_failed', detail: reason };
    return { kind: 'refused', code: reason, ...whyOf(refusal(reason)) };
  }
  const isWhole = taken.kind !== 'film' || status.uploadedBytes >= taken.size;
  return { kind: isWhole ? 'pending' : 'absent' };
}

const refusal = (reason: string) => new Rejected(refusedLater('TikTok refused the post', reason), reason);

const publishedPost = ({ http }: AccountCall, { kind, username }: Taken, id: string): PublishedPost => ({
  id,
  url: http.pageAt('www', `/@${username}/${kind === 'film' ? 'video' : 'photo'}/${id}`),
});

/** Pictures whose publish_id was lost: the account's list can show that they are there, and never that they are not. */
async function findPhotos(
  call: AccountCall,
  { text }: PostContent,
  { since, known }: Parameters<Publishing['reconcile']>[3],
): Promise<Finding> {
  const recent = await posts(call, { since: evidenceFrom(since), limit: 20 });
  const post = recent.findLast(
    ({ externalId, caption }) => !known(externalId) && caption.trim() === text.trim(),
  );
  if (!post)
    return Date.now() - since.getTime() < shownWithinMs
      ? { kind: 'pending', code: 'not_shown' }
      : { kind: 'unprovable' };
  return { kind: 'found', post: { id: post.externalId, url: post.url } };
}
