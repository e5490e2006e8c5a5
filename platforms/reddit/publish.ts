import { z } from 'zod';
import { readAnswer } from '../answers.ts';
import { Rejected, StillProcessing, unreadable } from '../errors.ts';
import { evidenceFrom, wordsOf } from '../evidence.ts';
import type { PlatformAnswer } from '../http.ts';
import type { AccountCall } from '../credentials.ts';
import type { Finding, PostContent, PublishedPost, Publishing } from '../publishing.ts';
import { countUtf16 } from '../textCount.ts';
import { readMe } from './accounts.ts';
import { uploadImage } from './images.ts';
import { addressOf, pageSize, readPage, type Submission } from './submissions.ts';

const Handle = z.object({
  picture: z.string().nullable(),
  /** Whether Reddit said that it makes the post. */
  taken: z.boolean().optional(),
});
/** A picture's answer names no post: Reddit makes it only then. */
const Submitted = z.object({
  json: z.object({ data: z.object({ name: z.string().nullish(), url: z.string().nullish() }) }),
});
const Commented = z.object({
  json: z.object({ data: z.object({ things: z.array(z.object({ data: z.object({ name: z.string() }) })) }) }),
});
const titleLength = 300;
const hourMs = 3_600_000;
/** Pictures are worked on for some seconds. One that is not there by then failed, or is held back: nothing tells. */
const madeWithinMs = 10 * 60_000;

/** https://www.reddit.com/dev/api#POST_api_submit */
export const publish: Publishing = {
  sites: ['reddit.com', 'redd.it'],
  addressed({ pathname }) {
    const [, id] = /\/comments\/([a-z0-9]+)/.exec(pathname) ?? [];
    return id ? { id: `t3_${id}` } : null;
  },
  rules: {
    media: { minimum: 0, maximum: 1, kinds: ['image'] },
    // 20 MB, as its upload page says; the side is unconfirmed.
    image: { type: 'image/jpeg', maximumBytes: 20_000_000, ratio: null, maximumSide: 8192 },
    text: { maximum: 40_000, count: countUtf16, hashtags: null },
    options: {
      subreddit: { required: true, maximum: 50 },
      title: { required: false, maximum: titleLength },
      /** What the post leads to, in the place of a text. */
      url: { required: false, maximum: 2000 },
    },
    placements: ['feed'],
    firstComment: { maximum: 10_000, count: countUtf16 },
    altText: null,
  },

  async prepare(call, content) {
    // What is missing is better told now than when it is due.
    subredditOf(content);
    titleOf(content);
    const [picture] = content.media;
    const handle = { picture: picture ? await uploadImage(call, picture) : null };
    // Unconfirmed: how long a picture waits for its post.
    return { handle, usableForMs: 12 * hourMs };
  },

  async commit(call, content, handle) {
    const prepared = Handle.parse(handle);
    const { picture } = prepared;
    const form = { sr: subredditOf(content), title: titleOf(content), ...bodyOf(content, picture) };
    const answer = await sendForm(call, '/api/submit', { ...form, resubmit: 'true', sendreplies: 'true' });
    const { name, url } = readAnswer(Submitted, answer, 'Reddit answered no post').json.data;
    if (!name) throw new StillProcessing('Reddit makes the post of a picture', { ...prepared, taken: true });
    return { id: name, url: url ?? null };
  },

  async reconcile(call, content, handle, { since, known }): Promise<Finding> {
    const { name } = await readMe(call);
    const from = evidenceFrom(since).getTime() / 1000;
    let after: string | null | undefined;
    do {
      const { data } = await readPage(call, name, pageSize, after);
      const page = data.children.map((child) => child.data);
      const recent = page.filter(({ created_utc: at }) => at >= Math.floor(from));
      const found = recent.find((submission) => !known(submission.name) && isThat(submission, content));
      if (found) return { kind: 'found', post: present(call, found) };
      after = recent.length === page.length ? data.after : null;
    } while (after);
    if (!Handle.parse(handle).taken) return { kind: 'absent' };
    return { kind: Date.now() - since.getTime() < madeWithinMs ? 'pending' : 'unprovable' };
  },

  // Unconfirmed: how far the list lags behind.
  visibleWithinMs: 30_000,
  // Reddit refuses nothing twice: what a staler list hides would be doubled.
  staleForMs: 120_000,

  /** https://www.reddit.com/dev/api#POST_api_comment */
  async comment(call, postId, text) {
    const answer = await sendForm(call, '/api/comment', { thing_id: postId, text });
    const [comment] = readAnswer(Commented, answer, 'Reddit answered no comment').json.data.things;
    if (!comment) throw unreadable('Reddit answered no comment');
    return comment.data.name;
  },
};

const sendForm = (
  { http, accessToken }: AccountCall,
  path: string,
  form: Record<string, string>,
): Promise<PlatformAnswer> =>
  http.send({
    method: 'POST',
    host: 'oauth',
    path,
    // Else &, < and > come escaped.
    query: { raw_json: 1 },
    form: { api_type: 'json', ...form },
    bearer: accessToken,
  });

/** A picture, a link, or a text. What was written beyond the title stands below the first two, too (unconfirmed). */
function bodyOf(content: PostContent, picture: string | null): Record<string, string> {
  const { text, options } = content;
  const beyond = wordsOf(text) === titleOf(content) ? '' : text;
  if (picture) return { kind: 'image', url: picture, text: beyond };
  if (options.url) return { kind: 'link', url: options.url, text: beyond };
  return { kind: 'self', text: beyond };
}

/** The first line, where no title is given. @throws {Rejected} when there is none either. */
function titleOf({ text, options }: PostContent): string {
  const [line = ''] = text.split('\n');
  const title = [...wordsOf(options.title || line)].slice(0, titleLength).join('');
  if (!title) throw new Rejected('Reddit needs a title', 'NO_TITLE');
  return title;
}

/** People write it as r/name, too. @throws {Rejected} without one. */
function subredditOf({ options }: PostContent): string {
  const name = (options.subreddit ?? '').trim().replace(/^\/?r\//i, '');
  if (!name) throw new Rejected('Reddit needs a community to post to', 'SUBREDDIT_REQUIRED');
  return name;
}

const isThat = ({ title, subreddit }: Submission, content: PostContent): boolean =>
  wordsOf(title) === titleOf(content) && subreddit?.toLowerCase() === subredditOf(content).toLowerCase();

const present = (call: AccountCall, submission: Submission): PublishedPost => ({
  id: submission.name,
  url: addressOf(call, submission),
});
