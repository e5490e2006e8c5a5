import { z } from 'zod';
import { askUntil } from '../askUntil.ts';
import { Rejected, Unavailable } from '../errors.ts';
import { createNode, postToGraph, readGraph } from '../graphNodes.ts';
import type { AccountCall } from '../credentials.ts';
import type { Handle, PostContent, PostMedia, PublishedPost, Publishing } from '../publishing.ts';
import { refusedLater } from '../said.ts';
import { countUtf16 } from '../textCount.ts';

const hour = 60 * 60_000;
const filmReadyWithinMs = 5 * 60_000;

/**
 * Posts of a page: https://developers.facebook.com/docs/pages-api/posts. They are made unpublished, and then shown: a
 * lost answer leaves a draft that nobody sees, and a draft can be asked whether it was shown.
 */
export const publish: Publishing = {
  sites: ['facebook.com', 'fb.com', 'fb.watch'],
  rules: {
    media: { minimum: 0, maximum: 10, kinds: ['image', 'video'] },
    image: { type: 'image/jpeg', maximumBytes: 4 * 1024 * 1024, ratio: null, maximumSide: 2048 },
    text: { maximum: 63_206, count: countUtf16, hashtags: null },
    options: {},
    placements: ['feed'],
    // Both unconfirmed.
    firstComment: { maximum: 8000, count: countUtf16 },
    altText: { maximum: 1000 },
  },

  async prepare(call, content) {
    // Photos that no post shows are kept for a day.
    return { handle: await createDraft(call, content), usableForMs: 23 * hour };
  },

  async commit(call, _content, handle) {
    const draft = draftOf(handle);
    await show(call, draft);
    // Whatever goes wrong from here on, it is shown.
    const post = await readPost(call, draft, 3_000).catch(() => null);
    return post ?? postOf(call, draft, {});
  },

  async reconcile(call, _content, handle) {
    const post = await readPost(call, draftOf(handle));
    return post ? { kind: 'found', post } : { kind: 'absent' };
  },

  fetchesMedia: true,
  visibleWithinMs: 15_000,

  comment: (call, postId, text) => createNode(call, `${postId}/comments`, { message: text }),
};

/** What is made to be shown later, and the field that shows it: a post's and a film's have different names. */
const Draft = z.object({ id: z.string(), flag: z.enum(['is_published', 'published']) });
type Draft = z.infer<typeof Draft>;
const Shown = z.object({
  is_published: z.boolean().nullish(),
  published: z.boolean().nullish(),
  permalink_url: z.string().nullish(),
  post_id: z.string().nullish(),
});
const draftOf = (handle: Handle): Draft => Draft.parse(handle);

/** What Facebook says when a draft is none any more. */
const alreadyShown = '100/1366046';

async function show(call: AccountCall, { id, flag }: Draft): Promise<void> {
  try {
    await postToGraph(call, id, { [flag]: 'true' });
  } catch (error) {
    if (!(error instanceof Rejected) || error.code !== alreadyShown) throw error;
    throw new Unavailable(error, 'unknown');
  }
}

/** The post that a draft became; null while nobody sees it. */
async function readPost(call: AccountCall, draft: Draft, deadlineMs?: number): Promise<PublishedPost | null> {
  const { id, flag } = draft;
  const fields = flag === 'published' ? 'published,permalink_url,post_id' : 'is_published,permalink_url';
  const node = await readGraph(call, id, { shape: Shown, fields, ...(deadlineMs && { deadlineMs }) });
  return node[flag] ? postOf(call, draft, node) : null;
}

/** A film stands in a post of its own. */
const postOf = (
  { http }: AccountCall,
  { id }: Draft,
  node: Partial<z.infer<typeof Shown>>,
): PublishedPost => ({
  id: node.post_id ?? id,
  url: node.permalink_url ?? http.pageAt('www', `/${id}`),
});

async function createDraft(call: AccountCall, { media, text }: PostContent): Promise<Draft> {
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

/** https://developers.facebook.com/docs/graph-api/reference/page/photos */
async function createPhoto(call: AccountCall, picture: PostMedia): Promise<string> {
  const { mediaType: type, altText } = picture;
  const fields = { alt_text_custom: altText ?? undefined, published: 'false', temporary: 'true' };
  const source = { name: 'picture', type, body: await picture.bytes() };
  return createNode(call, `${call.externalId}/photos`, fields, source);
}

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
  const code = `video_${settled}`;
  if (settled !== 'ready') throw new Rejected(refusedLater('Facebook cannot use the film', code), code);
  return id;
}
