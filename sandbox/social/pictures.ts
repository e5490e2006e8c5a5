import type Router from '@koa/router';
import sharp from 'sharp';
import { drawPicture } from '../drawing/drawPicture.ts';
import { seeded } from '../drawing/random.ts';
import type { Store } from '../store.ts';
import { findAccount, type Account } from './accounts.ts';
import type { SandboxPost } from './posts.ts';
import { mediaPath } from './publishing/media.ts';

/** Where an account's picture is, at the sandbox's own address. */
export const avatarUrl = (origin: string, { platform, id }: Account): string =>
  `${origin}/pictures/avatars/${platform}/${encodeURIComponent(id)}.png`;

/** Where a post's picture is: what was published, or drawn where nothing was, or a video. */
export function postPictureUrl(
  origin: string,
  { platform }: Account,
  { number, kind, publication }: SandboxPost,
): string {
  const media = publication?.media[0];
  return media !== undefined && kind === 'image'
    ? `${origin}${mediaPath(media)}`
    : `${origin}/pictures/posts/${platform}/${number}.png`;
}

/** The pictures that platforms give the addresses of. */
export function mountPictures(router: Router, store: Store): void {
  router.get('/pictures/avatars/:platform/:id.png', async (ctx) => {
    const account = findAccount(store, ctx.params.platform ?? '', ctx.params.id ?? '');
    if (!account) return;
    ctx.set('cache-control', 'max-age=86400');
    ctx.type = 'image/png';
    ctx.body = await drawAvatar(account);
  });
  router.get('/pictures/posts/:platform/:number.png', async (ctx) => {
    const { platform = '', number = '' } = ctx.params;
    if (!/^\d{16}$/.test(number)) return;
    ctx.set('cache-control', 'max-age=86400');
    ctx.type = 'image/png';
    ctx.body = await drawPicture(`${platform} ${number}`, { width: 540, height: 675, nonce: '' });
  });
}

/** A disc in the account's own colours; drawn as shapes, for a machine without fonts. */
function drawAvatar({ platform, id }: Account): Promise<Buffer> {
  const random = seeded(`${platform} ${id}`);
  const hue = Math.floor(random() * 360);
  const disc = () =>
    `<circle cx="${(random() * 200).toFixed(0)}" cy="${(random() * 200).toFixed(0)}" r="${(40 + random() * 70).toFixed(0)}" fill="hsl(${Math.floor(hue + random() * 90)},65%,60%)" opacity="0.7"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="hsl(${hue},55%,45%)"/>${disc()}${disc()}${disc()}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
