import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import { Rejected } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import type { Finding, PostContent, PublishedPost, Publishing } from '../publishing.ts';
import { countBytes, countUtf16, hashtagsOf } from '../textCount.ts';
import { askUpload, openUpload, sendBeginning, sendRest, Upload } from './uploads.ts';
import { addressOf } from './videos.ts';

const Thread = z.object({ id: z.string() });
/** https://developers.google.com/youtube/v3/docs/videos#resource: characters of a title, and of all tags together. */
const titleLength = 100;
const tagsLength = 500;
const dayMs = 86_400_000;

/** https://developers.google.com/youtube/v3/docs/videos/insert */
export const publish: Publishing = {
  sites: ['youtube.com', 'youtu.be'],
  addressed({ hostname, pathname, searchParams }) {
    const [, short] = /^\/(?:shorts|live)\/([\w-]+)/.exec(pathname) ?? [];
    const id = searchParams.get('v') ?? short ?? (hostname === 'youtu.be' ? pathname.slice(1) : null);
    return id ? { id } : null;
  },
  rules: {
    media: { minimum: 1, maximum: 1, kinds: ['video'] },
    // It takes no pictures.
    image: { type: 'image/jpeg', maximumBytes: 2 * 1024 * 1024, ratio: null, maximumSide: 1280 },
    // The description, in bytes.
    text: { maximum: 5000, count: (text) => countBytes(permitted(text)), hashtags: null },
    options: { title: { required: false, maximum: titleLength } },
    placements: ['feed'],
    // Unconfirmed.
    firstComment: { maximum: 10_000, count: countUtf16 },
    altText: null,
  },

  async prepare(call, content) {
    const [video] = content.media;
    if (!video) throw new Rejected('YouTube takes a video', 'no_video');
    const bytes = await video.bytes();
    const { mediaType } = video;
    const opened = await openUpload(call, { metadata: metadataOf(content), mediaType, size: bytes.length });
    // Unconfirmed: how long an upload stays open. Google's other resumable uploads do for a week.
    return { handle: await sendBeginning(call, opened, bytes), usableForMs: dayMs };
  },

  async commit(call, { media }, handle) {
    const [video] = media;
    if (!video) throw new Rejected('YouTube takes a video', 'no_video');
    return published(call, await sendRest(call, Upload.parse(handle), await video.bytes()));
  },

  /** The upload itself tells: complete, it answers with its video. */
  async reconcile(call, _content, handle): Promise<Finding> {
    const upload = Upload.parse(handle);
    const state = await askUpload(call, upload);
    if (state === 'gone') return { kind: 'spoiled', code: 'handle_expired' };
    if ('video' in state) return { kind: 'found', post: published(call, state.video) };
    // Else the rest would not fit to what is there. A part of a video is none: it can be left.
    return state.received === upload.sent
      ? { kind: 'absent' }
      : { kind: 'spoiled', code: 'preparation_failed' };
  },

  visibleWithinMs: 5_000,

  /** https://developers.google.com/youtube/v3/docs/commentThreads/insert */
  async comment({ http, accessToken }, videoId, text) {
    const snippet = { videoId, topLevelComment: { snippet: { textOriginal: text } } };
    const answer = await http.send({
      method: 'POST',
      host: 'api',
      path: '/youtube/v3/commentThreads',
      query: { part: 'snippet' },
      json: { snippet },
      bearer: accessToken,
    });
    return readAnswer(Thread, answer, 'YouTube answered no comment').id;
  },
};

/** An app that Google has not audited gets its videos locked as private, whatever it asks for. */
function metadataOf({ text, options }: PostContent): object {
  const [line = ''] = text.split('\n');
  const title = [...permitted(options.title || line)].slice(0, titleLength).join('');
  const snippet = { title, description: permitted(text), tags: tagsOf(text) };
  return { snippet, status: { privacyStatus: 'public' } };
}

/** Neither title nor description may hold < or >: their look-alikes stand in for them. */
const permitted = (text: string): string => text.replace(/</g, '‹').replace(/>/g, '›').trim();

/** The text's hashtags, each once, as many as fit: the commas between them count. */
function tagsOf(text: string): string[] {
  const tags: string[] = [];
  for (const tag of new Set(hashtagsOf(text))) {
    if ([...tags, tag].join(',').length <= tagsLength) tags.push(tag);
  }
  return tags;
}

const published = (call: AccountCall, id: string): PublishedPost => ({ id, url: addressOf(call, id) });
