import { z } from 'zod';
import { Duplicate, whyOf, unreadable } from '../errors.ts';
import type { PlatformRequest } from '../http.ts';
import type { AccountCall } from '../credentials.ts';
import type { Finding, Handle, PostContent, PublishedPost, Publishing } from '../publishing.ts';
import { countUtf16 } from '../textCount.ts';
import { uploadImage } from './images.ts';
import { littleText } from './littleText.ts';
import { restHeaders } from './member.ts';

const Uploaded = z.object({ images: z.array(z.string()) });
const dayMs = 86_400_000;
/**
 * For how long after a post LinkedIn surely refuses the same text again (unconfirmed: it documents none; people tell of
 * ten minutes, and of a day or two). Rather too short: beyond it, a second request could publish twice.
 */
const guardedMs = 9 * 60_000;

/** https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api */
export const publish: Publishing = {
  sites: ['linkedin.com', 'lnkd.in'],
  addressed({ pathname }) {
    // An activity has a number of its own, which is not the post's.
    const [id] = /urn:li:(?:share|ugcPost):\d+/.exec(decodeURIComponent(pathname)) ?? [];
    return id ? { id } : null;
  },
  rules: {
    media: { minimum: 0, maximum: 20, kinds: ['image'] },
    // Less than 36,152,320 pixels; how many bytes is not documented (8 MiB is unconfirmed).
    image: { type: 'image/jpeg', maximumBytes: 8 * 1024 * 1024, ratio: null, maximumSide: 6000 },
    text: { maximum: 3000, count: countUtf16, hashtags: null },
    options: {},
    placements: ['feed'],
    firstComment: { maximum: 1250, count: countUtf16 },
    altText: { maximum: 4086 },
  },

  async prepare(call, { media }) {
    const images = [];
    for (const each of media) images.push(await uploadImage(call, authorOf(call), each));
    // Unconfirmed: how long a picture waits for its post.
    return { handle: { images }, usableForMs: 7 * dayMs };
  },

  commit: (call, content, handle) => createPost(call, content, handle),

  /**
   * A member's posts cannot be read back by us. What can: LinkedIn refuses a post that it has, and names it. So, for as
   * long as it surely does, the very same request asks whether the first one was done. That is no blind second send:
   * what was published is refused and adopted, what was not is published by it, once. What it throws tells nothing.
   */
  async reconcile(call, content, handle, { since, known }): Promise<Finding> {
    const notAfter = new Date(since.getTime() + guardedMs);
    // Nobody tells of pictures without a text that were refused.
    if (notAfter <= new Date() || !content.text.trim()) return { kind: 'unprovable' };
    try {
      return { kind: 'found', post: await createPost(call, content, handle, notAfter) };
    } catch (error) {
      if (!(error instanceof Duplicate) || !error.postId) throw error;
      // Another post of ours stood in the way of the first request, too.
      if (known(error.postId)) return { kind: 'refused', code: error.code, ...whyOf(error) };
      return { kind: 'found', post: published(call, error.postId) };
    }
  },

  // What a request whose answer was lost may still be worked on.
  visibleWithinMs: 15_000,

  /** https://learn.microsoft.com/linkedin/marketing/community-management/shares/comments-api */
  async comment(call, postId, text) {
    const json = { actor: authorOf(call), object: postId, message: { text } };
    return create(call, { path: `/rest/socialActions/${encodeURIComponent(postId)}/comments`, json });
  },
};

async function createPost(
  call: AccountCall,
  content: PostContent,
  handle: Handle,
  notAfter?: Date,
): Promise<PublishedPost> {
  const json = {
    author: authorOf(call),
    commentary: littleText(content.text),
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    ...picturesOf(content, Uploaded.parse(handle).images),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  };
  return published(call, await create(call, { path: '/rest/posts', json, ...(notAfter && { notAfter }) }));
}

/** One picture is the post's media, several are a set of them. */
function picturesOf({ media }: PostContent, uploaded: string[]): object {
  const images = uploaded.map((id, index) => ({ id, altText: media[index]?.altText ?? '' }));
  const [only] = images;
  if (!only) return {};
  return { content: images.length === 1 ? { media: only } : { multiImage: { images } } };
}

/** Creates something, and returns the id that a header holds. */
async function create(
  { http, accessToken }: AccountCall,
  request: Pick<PlatformRequest, 'path' | 'json' | 'notAfter'>,
): Promise<string> {
  const { headers } = await http.send({
    ...request,
    method: 'POST',
    host: 'api',
    headers: restHeaders(http),
    bearer: accessToken,
  });
  const id = headers['x-restli-id'];
  if (!id) throw unreadable('LinkedIn named nothing that it created');
  return id;
}

const authorOf = ({ externalId }: AccountCall): string => `urn:li:person:${externalId}`;

const published = ({ http }: AccountCall, urn: string): PublishedPost => ({
  id: urn,
  url: http.pageAt('www', `/feed/update/${urn}/`),
});
