import { z } from 'zod';
import { askUntil } from '../askUntil.ts';
import { Rejected, Unavailable } from '../errors.ts';
import { createNode, readGraph } from '../graphNodes.ts';
import type { AccountCall } from '../credentials.ts';
import type { PostContent, PostMedia } from '../publishing.ts';
import { refusedLater } from '../said.ts';

/** Meta asks for at most five minutes of patience with a film; a picture is ready at once. */
const readyWithinMs = 5 * 60_000;

const Container = z.object({ status_code: z.string(), status: z.string().nullish() });

/** How a container stands: IN_PROGRESS, FINISHED, PUBLISHED, ERROR or EXPIRED. */
export const readContainer = (call: AccountCall, id: string): Promise<z.infer<typeof Container>> =>
  readGraph(call, id, { shape: Container, fields: 'status_code,status' });

/**
 * Makes the container of a post, ready to be published; nobody sees it, and after a day it is gone.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 */
export async function createContainer(call: AccountCall, content: PostContent): Promise<string> {
  const { media, text, placement } = content;
  const [first] = media;
  if (!first) throw new Rejected('Instagram takes no post without a picture or a film', 'media_needed');
  const isStory = placement === 'story';
  if (isStory && media.length > 1)
    throw new Rejected('a story is one picture or one film', 'media_over_limit');
  if (media.length > 1) return createCarousel(call, media, text);
  const product = isStory ? 'STORIES' : first.kind === 'video' ? 'REELS' : undefined;
  const id = await create(call, {
    ...sourceOf(first),
    media_type: product,
    caption: isStory ? undefined : text,
    alt_text: isStory ? undefined : altTextOf(first),
  });
  await untilReady(call, id);
  return id;
}

async function createCarousel(call: AccountCall, media: PostMedia[], caption: string): Promise<string> {
  const children: string[] = [];
  for (const item of media) {
    children.push(
      await create(call, {
        ...sourceOf(item),
        media_type: item.kind === 'video' ? 'VIDEO' : undefined,
        is_carousel_item: 'true',
        alt_text: altTextOf(item),
      }),
    );
  }
  for (const child of children) await untilReady(call, child);
  const id = await create(call, { media_type: 'CAROUSEL', children: children.join(','), caption });
  await untilReady(call, id);
  return id;
}

const create = (call: AccountCall, fields: Record<string, string | undefined>) =>
  createNode(call, `${call.externalId}/media`, fields);

const sourceOf = ({ kind, url }: PostMedia) => (kind === 'video' ? { video_url: url } : { image_url: url });

/** Films have none. */
const altTextOf = ({ kind, altText }: PostMedia) => (kind === 'image' ? (altText ?? undefined) : undefined);

/** @throws {Rejected} when Instagram cannot use the media; {Unavailable} when it takes too long. */
async function untilReady(call: AccountCall, id: string): Promise<void> {
  const settled = await askUntil(async () => {
    const container = await readContainer(call, id);
    return container.status_code === 'IN_PROGRESS' ? null : container;
  }, readyWithinMs);
  if (settled?.status_code === 'FINISHED') return;
  if (settled?.status_code !== 'ERROR')
    throw new Unavailable('Instagram did not get ready with the media', 'unknown');
  // What was wrong is told in a sentence, with Meta's number of it at its end.
  const code = /\b22\d{5}\b/.exec(settled.status ?? '')?.[0] ?? 'container_error';
  throw new Rejected(refusedLater('Instagram cannot use the media', code), code);
}
