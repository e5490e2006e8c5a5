import { z } from 'zod';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { recentPosts, type SandboxPost } from '../social/posts.ts';
import { feedPath } from '../social/publishing/feedPage.ts';
import { logIdOf } from './errors.ts';
import { readJsonBody } from './jsonBody.ts';
import { readFields } from './userInfo.ts';

/** TikTok's ids have nineteen digits and exceed 2^53: they are text. Made of a post's number. */
export const videoIdOf = (number: string): string => `7${number.padStart(18, '0')}`;
const videoId = ({ number }: SandboxPost) => videoIdOf(number);
const videoUrl = ({ origin, account }: AccountCall, post: SandboxPost) =>
  post.publication
    ? `${origin}${feedPath('tiktok', account.id, videoId(post))}`
    : `https://www.tiktok.com/@${account.handle}/video/${videoId(post)}`;
const embedUrl = (post: SandboxPost) => `https://www.tiktok.com/embed/v2/${videoId(post)}`;

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-object */
const fields: Record<string, (post: SandboxPost, call: AccountCall) => string | number> = {
  id: videoId,
  create_time: ({ publishedAt }) => Math.floor(publishedAt / 1000),
  cover_image_url: (post, { origin, account }) => postPictureUrl(origin, account, post),
  share_url: (post, call) => videoUrl(call, post),
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
    const { cursor, max_count: maximum } = readJsonBody(call, Body);
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
