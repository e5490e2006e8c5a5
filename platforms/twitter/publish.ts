import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import { Rejected } from '../errors.ts';
import { evidenceFrom, wordsOf } from '../evidence.ts';
import type { AccountCall } from '../credentials.ts';
import type { Finding, PostContent, Publishing } from '../publishing.ts';
import { uploadMedia } from './media.ts';
import { addressOf, readPage, type Tweet } from './posts.ts';
import { weightedLength } from './weightedLength.ts';

const Handle = z.object({ mediaIds: z.array(z.string()) });
const Created = z.object({ data: z.object({ id: z.string() }) });
const dayMs = 86_400_000;

/** https://docs.x.com/x-api/posts/create-post */
export const publish: Publishing = {
  sites: ['x.com', 'twitter.com'],
  addressed({ pathname }) {
    const [, username = '', id] = /([^/]+)\/status\/(\d+)/.exec(pathname) ?? [];
    // x.com/i/status/… and x.com/i/web/status/… name nobody.
    return id ? { id, ...(!['i', 'web'].includes(username) && { username }) } : null;
  },
  rules: {
    media: { minimum: 0, maximum: 4, kinds: ['image', 'video'] },
    // https://docs.x.com/x-api/media/quickstart/best-practices
    image: { type: 'image/jpeg', maximumBytes: 5 * 1024 * 1024, ratio: null, maximumSide: 4096 },
    text: { maximum: 280, count: weightedLength, hashtags: null },
    options: {},
    placements: ['feed'],
    firstComment: { maximum: 280, count: weightedLength },
    altText: { maximum: 1000 },
  },

  async prepare(call, { media }) {
    if (media.length > 1 && media.some(({ kind }) => kind === 'video')) {
      throw new Rejected('X takes four pictures, or one video', 'media_mixed');
    }
    const uploads = [];
    for (const each of media) uploads.push(await uploadMedia(call, each));
    return {
      handle: { mediaIds: uploads.map(({ id }) => id) },
      usableForMs: Math.min(30 * dayMs, ...uploads.map(({ usableForSeconds }) => usableForSeconds * 1000)),
    };
  },

  async commit(call, { text }, handle) {
    const { mediaIds } = Handle.parse(handle);
    const media = mediaIds.length > 0 ? { media: { media_ids: mediaIds } } : {};
    const id = await createTweet(call, { text, ...media });
    return { id, url: addressOf(call, id) };
  },

  async reconcile(call, content, _handle, { since, known }): Promise<Finding> {
    const from = evidenceFrom(since);
    let token: string | null | undefined;
    do {
      const page = await readPage(call, from, 100, token);
      const found = page.data.find((tweet) => !known(tweet.id) && isThat(tweet, content));
      if (found) return { kind: 'found', post: { id: found.id, url: addressOf(call, found.id) } };
      token = page.meta.next_token;
    } while (token);
    return { kind: 'absent' };
  },

  // Unconfirmed: the time until a timeline shows a post is not documented.
  visibleWithinMs: 15_000,
  // Staler lists than that are found out: X refuses the same text again, and is then asked once more.
  staleForMs: 45_000,

  comment: (call, postId, text) => createTweet(call, { text, reply: { in_reply_to_tweet_id: postId } }),
};

async function createTweet({ http, accessToken }: AccountCall, json: object): Promise<string> {
  const answer = await http.send({
    method: 'POST',
    host: 'api',
    path: '/2/tweets',
    json,
    bearer: accessToken,
  });
  return readAnswer(Created, answer, 'X answered no post').data.id;
}

/** Whether a post of the account is what was sent: its words, and whether it has media. */
function isThat(tweet: Tweet, { text, media }: PostContent): boolean {
  const hasMedia = (tweet.attachments?.media_keys?.length ?? 0) > 0;
  return hasMedia === media.length > 0 && comparable(writtenText(tweet)) === comparable(text);
}

/**
 * The text as it was written: X escapes it, puts t.co addresses in the place of links, and one more for the media
 * (https://docs.x.com/x-api/fundamentals/data-dictionary#tweet).
 */
function writtenText({ text, entities }: Tweet): string {
  let written = text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  for (const { url, expanded_url: expanded, media_key: ofMedia } of entities?.urls ?? []) {
    written = written.replace(url, () => (ofMedia ? '' : expanded));
  }
  return written;
}

/** X gives every link a scheme, and a bare domain a slash. */
const comparable = (text: string): string =>
  wordsOf(text.replace(/https?:\/\//gi, '').replace(/\/(?=\s|$)/g, ''));
