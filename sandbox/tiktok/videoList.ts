import { z } from 'zod';
import type { Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { recentPosts, type SandboxPost } from '../social/posts.ts';
import { Refused } from '../social/refused.ts';
import { logIdOf } from './errors.ts';
import { readFields } from './userInfo.ts';

/** TikTok's ids have nineteen digits and exceed 2^53: they are text. */
const videoId = ({ number }: SandboxPost) => `7${number.padStart(18, '0')}`;
const videoUrl = ({ handle }: Account, post: SandboxPost) =>
  `https://www.tiktok.com/@${handle}/video/${videoId(post)}`;
const embedUrl = (post: SandboxPost) => `https://www.tiktok.com/embed/v2/${videoId(post)}`;

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-object */
const fields: Record<string, (post: SandboxPost, call: AccountCall) => string | number> = {
  id: videoId,
  create_time: ({ publishedAt }) => Math.floor(publishedAt / 1000),
  cover_image_url: (post, { origin, account }) => postPictureUrl(origin, account, post),
  share_url: (post, { account }) => videoUrl(account, post),
  video_description: ({ text }) => text,
  duration: ({ duration }) => duration,
  height: () => 1024,
  width: () => 576,
  title: ({ text }) => text.slice(0, 150),
  embed_html: (post) => `<blockquote class="tiktok-embed" cite="${embedUrl(post)}"></blockquote>`,
  embed_link: embedUrl,
  like_count: ({ likes }) => likes,
  comment_count: ({ comments }) => comments,
  share_count: ({ shares }) => shares,
  view_count: ({ views }) => views,
};

const Body = z.object({
  /** Milliseconds since 1970: only videos from before. */
  cursor: z.int().min(0).optional(),
  max_count: z.int().min(1).max(20).default(10),
});

export const videoList: Endpoint = {
  method: 'POST',
  path: '/api/v2/video/list/',
  scopes: ['video.list'],
  operation: 'list',
  handle(call) {
    const names = readFields(call, Object.keys(fields));
    const { cursor, max_count: maximum } = readPage(call);
    // A cursor of 0 is none.
    const posts = recentPosts(call, call.account, maximum + 1, cursor || undefined);
    const page = posts.slice(0, maximum);
    const videos = page.map((post) =>
      Object.fromEntries(names.map((name) => [name, fields[name]?.(post, call)])),
    );
    call.ctx.body = {
      data: { videos, cursor: page.at(-1)?.publishedAt ?? cursor ?? 0, has_more: posts.length > maximum },
      error: { code: 'ok', message: '', log_id: logIdOf(call) },
    };
  },
};

/** @throws {Refused} when the body is no JSON, or its page is none. */
function readPage({ ctx, text }: AccountCall): z.infer<typeof Body> {
  if (text && !ctx.is('json')) {
    throw new Refused('invalid_parameter', 'The content type must be application/json.');
  }
  const body = Body.safeParse(parse(text));
  if (!body.success) throw new Refused('invalid_parameter', z.prettifyError(body.error));
  return body.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text || '{}') as unknown;
  } catch {
    return undefined;
  }
}
