import { z } from 'zod';
import { Rejected, Unavailable } from '../errors.ts';
import { evidenceFrom } from '../evidence.ts';
import { createNode, readGraph } from '../graphNodes.ts';
import type { AccountCall } from '../credentials.ts';
import type { Handle, PostContent, PublishedPost, Publishing } from '../publishing.ts';
import { countUtf16 } from '../textCount.ts';
import { createContainer, readContainer } from './containers.ts';

const hour = 60 * 60_000;
/** After that the list of media is not waited for any more: the post is there, under whatever id. */
const listedWithinMs = 5 * 60_000;

/**
 * Containers: https://developers.facebook.com/docs/instagram-platform/content-publishing. A container becomes a post
 * once, and says afterwards that it did.
 */
export const publish: Publishing = {
  sites: ['instagram.com'],
  rules: {
    media: { minimum: 1, maximum: 10, kinds: ['image', 'video'] },
    image: {
      type: 'image/jpeg',
      maximumBytes: 8 * 1024 * 1024,
      ratio: { minimum: 4 / 5, maximum: 1.91 },
      maximumSide: 1440,
    },
    text: { maximum: 2200, count: countUtf16, hashtags: 30 },
    options: {},
    placements: ['feed', 'story'],
    // Unconfirmed: it documents none for comments.
    firstComment: { maximum: 2200, count: countUtf16 },
    altText: { maximum: 1000 },
  },

  async prepare(call, content) {
    const containerId = await createContainer(call, content);
    // A container lives a day.
    return { handle: { containerId }, usableForMs: 23 * hour, reference: containerId };
  },

  async commit(call, _content, handle) {
    const id = await publishContainer(call, containerOf(handle));
    return { id, url: await readPermalink(call, id) };
  },

  async reconcile(call, content, handle, evidence) {
    const containerId = containerOf(handle);
    const { status_code: status } = await readContainer(call, containerId);
    if (status === 'FINISHED') return { kind: 'absent' };
    if (status === 'EXPIRED') return { kind: 'spoiled', code: 'handle_expired' };
    if (status === 'ERROR') return { kind: 'spoiled', code: 'preparation_failed' };
    if (status !== 'PUBLISHED') return { kind: 'pending' };
    const post = await findPublished(call, content, evidence);
    if (post) return { kind: 'found', post };
    if (Date.now() - evidence.since.getTime() < listedWithinMs) return { kind: 'pending' };
    return { kind: 'found', post: { id: containerId, url: null } };
  },

  fetchesMedia: true,
  visibleWithinMs: 15_000,

  comment: (call, postId, text) => createNode(call, `${postId}/comments`, { message: text }),

  async quota(call) {
    const fields = 'quota_usage,config';
    const path = `${call.externalId}/content_publishing_limit`;
    const { data } = await readGraph(call, path, { shape: Quota, fields });
    const [quota] = data;
    return quota ? { used: quota.quota_usage, limit: quota.config.quota_total } : null;
  },
};

const Quota = z.object({
  data: z.array(z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number() }) })),
});

const containerOf = (handle: Handle): string =>
  z.object({ containerId: z.string() }).parse(handle).containerId;

/** What Meta says of a container that is gone; one that was published is gone, too. */
const containerGone = ['24/2207006', '24/2207008'];

async function publishContainer(call: AccountCall, containerId: string): Promise<string> {
  try {
    return await createNode(call, `${call.externalId}/media_publish`, { creation_id: containerId });
  } catch (error) {
    if (!(error instanceof Rejected) || !containerGone.includes(error.code)) throw error;
    throw new Unavailable(error, 'unknown');
  }
}

const Permalink = z.object({ permalink: z.string() });

/** The address of what was just published; null when it cannot be read: the post is there all the same. */
async function readPermalink(call: AccountCall, id: string): Promise<string | null> {
  const asked = { shape: Permalink, fields: 'permalink', deadlineMs: 3_000 };
  return readGraph(call, id, asked).then(
    ({ permalink }) => permalink,
    () => null,
  );
}

const MediaList = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      caption: z.string().nullish(),
      permalink: z.string().nullish(),
      timestamp: z.string(),
    }),
  ),
});

/** The post that the container became: the oldest since the commit that has its text and is none of our others. */
async function findPublished(
  call: AccountCall,
  { placement, text }: PostContent,
  { since, known }: Parameters<Publishing['reconcile']>[3],
): Promise<PublishedPost | null> {
  const isStory = placement === 'story';
  const path = `${call.externalId}/${isStory ? 'stories' : 'media'}`;
  const fields = 'id,caption,permalink,timestamp';
  const { data } = await readGraph(call, path, { shape: MediaList, fields, limit: 50 });
  const earliest = evidenceFrom(since);
  const post = data.findLast(
    ({ id, caption, timestamp }) =>
      new Date(timestamp) >= earliest && !known(id) && (isStory || (caption ?? '').trim() === text.trim()),
  );
  return post ? { id: post.id, url: post.permalink ?? null } : null;
}
