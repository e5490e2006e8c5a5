import { z } from 'zod';
import { askUntil } from '../askUntil.ts';
import { Rejected, Unavailable } from '../errors.ts';
import { createNode, postToGraph, readGraph, readPermalink } from '../graphNodes.ts';
import type { AccountCall } from '../platform.ts';
import type { Handle, PostContent, PostMedia, Publishing } from '../publishing.ts';
import { countUtf16 } from '../textCount.ts';

const hour = 60 * 60_000;
const filmReadyWithinMs = 5 * 60_000;

/**
 * Posts of a page: https://developers.facebook.com/docs/pages-api/posts. They are made unpublished, and then shown: a
 * lost answer leaves a draft that nobody sees, and a draft can be asked whether it was shown.
 */
export const publish: Publishing = {
  rules: {
    media: { minimum: 0, maximum: 10, kinds: ['image', 'video'] },
    image: { type: 'image/jpeg', maximumBytes: 4 * 1024 * 1024, ratio: null, maximumSide: 2048 },
    text: { maximum: 63_206, count: countUtf16, hashtags: null },
    options: {},
    placements: ['feed'],
    firstComment: true,
    altText: true,
  },

  async prepare(call, content) {
    // Photos that no post shows are kept for a day.
    return { handle: await createDraft(call, content), usableForMs: 23 * hour };
  },

  async commit(call, _content, handle) {
    const { id, flag } = draftOf(handle);
    await postToGraph(call, id, { [flag]: 'true' });
    return { id, url: (await readPermalink(call, id, 'permalink_url')) ?? addressOf(id) };
  },

  async reconcile(call, _content, handle) {
    const { id, flag } = draftOf(handle);
    const shown = await readGraph(call, id, { shape: Shown, fields: `${flag},permalink_url` });
    if (!shown[flag]) return { kind: 'absent' };
    return { kind: 'found', post: { id, url: shown.permalink_url ?? addressOf(id) } };
  },

  visibleWithinMs: 15_000,

  comment: (call, postId, text) => createNode(call, `${postId}/comments`, { message: text }),
};

/** What is made to be shown later, and the field that shows it: a post's and a film's have different names. */
const Draft = z.object({ id: z.string(), flag: z.enum(['is_published', 'published']) });
const Shown = z.object({
  is_published: z.boolean().nullish(),
  published: z.boolean().nullish(),
  permalink_url: z.string().nullish(),
});
const draftOf = (handle: Handle): z.infer<typeof Draft> => Draft.parse(handle);
const addressOf = (id: string) => `https://www.facebook.com/${id}`;

async function createDraft(call: AccountCall, { media, text }: PostContent): Promise<z.infer<typeof Draft>> {
  const film = media.find(({ kind }) => kind === 'video');
  if (film && media.length > 1) throw new Rejected('a page posts one film, or pictures', 'media_mixed');
  if (film) return { id: await createFilm(call, film, text), flag: 'published' };
  const attached: Record<string, string> = {};
  for (const [index, picture] of media.entries()) {
    const id = await createPhoto(call, picture);
    attached[`attached_media[${index}]`] = JSON.stringify({ media_fbid: id });
  }
  const fields = { message: text || undefined, ...attached, published: 'false' };
  return { id: await createNode(call, `${call.externalId}/feed`, fields), flag: 'is_published' };
}

/** https://developers.facebook.com/docs/graph-api/reference/page/photos: fetched by Facebook before it answers. */
const createPhoto = (call: AccountCall, { url, altText }: PostMedia): Promise<string> =>
  createNode(call, `${call.externalId}/photos`, {
    url,
    alt_text_custom: altText ?? undefined,
    published: 'false',
    temporary: 'true',
  });

const Film = z.object({ status: z.object({ video_status: z.string() }) });

/** https://developers.facebook.com/docs/graph-api/reference/page/videos: shown only once Facebook has worked on it. */
async function createFilm(call: AccountCall, { url }: PostMedia, description: string): Promise<string> {
  const id = await createNode(call, `${call.externalId}/videos`, {
    file_url: url,
    description: description || undefined,
    published: 'false',
  });
  const settled = await askUntil(async () => {
    const { status } = await readGraph(call, id, { shape: Film, fields: 'status' });
    return ['ready', 'error', 'expired'].includes(status.video_status) ? status.video_status : null;
  }, filmReadyWithinMs);
  if (settled === null) throw new Unavailable('Facebook did not get ready with the film', 'unknown');
  if (settled !== 'ready') throw new Rejected('Facebook cannot use the film', `video_${settled}`);
  return id;
}
