import type Router from '@koa/router';
import { notFound } from '../contracts/refusal.ts';
import { isKey, mediaTypeOf } from '../media/keys.ts';
import { isMediaLink } from '../media/mediaLinks.ts';
import { thumbnailOf } from '../media/thumbnail.ts';
import type { Storage } from '../media/storage.ts';

/** What the world may fetch; what the models answered (generations/) is nobody's business. */
const publicFolders = ['images', 'avatars'];
/** What may be fetched by a signed address: by platforms what is published, by people what customers attached. */
const publishedFolders = ['images', 'renditions', 'uploads', 'videos', 'attachments'];

/**
 * Stored files under /media/. A key holds the hash of its content, so that a file never changes under its address:
 * caches may keep it for ever, and nobody finds it who was not given the address. `?size=small` is made once.
 */
export function mountMedia(router: Router, storage: Storage): void {
  router.get('/media/:folder/:file', async (ctx) => {
    const { folder = '', file = '' } = ctx.params;
    const key = `${folder}/${file}`;
    const isPublic = publicFolders.includes(folder) && isKey(key);
    const shown = isPublic && ctx.query.size === 'small' ? await thumbnailOf(storage, key) : key;
    const stored = isPublic && shown ? await storage.open(shown) : null;
    if (!stored || !shown) throw notFound('file');
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.set('ETag', `"${shown}"`);
    ctx.status = 200;
    if (ctx.fresh) {
      stored.stream.destroy();
      ctx.status = 304;
      return;
    }
    ctx.type = mediaTypeOf(shown);
    ctx.length = stored.size;
    ctx.body = stored.stream;
  });
}

/**
 * The same for platforms that fetch what is to be published: by addresses that signMediaLink made, until they expire.
 * A wrong or late one is not told from one of a file that is not there.
 */
export function mountPublishingMedia(router: Router, storage: Storage, secret: string): void {
  router.get('/media/publishing/:folder/:file', async (ctx) => {
    const { folder = '', file = '' } = ctx.params;
    const key = `${folder}/${file}`;
    const query = new URLSearchParams(ctx.querystring);
    const link = { expires: query.get('expires') ?? '', signature: query.get('signature') ?? '' };
    const isOurs =
      publishedFolders.includes(folder) && isKey(key) && isMediaLink(secret, key, link, new Date());
    const stored = isOurs ? await storage.open(key) : null;
    if (!stored) throw notFound('file');
    ctx.set('Cache-Control', 'private, max-age=3600');
    ctx.status = 200;
    ctx.type = mediaTypeOf(key);
    ctx.length = stored.size;
    ctx.body = stored.stream;
  });
}

/** The same, small: for galleries. */
export const thumbnailUrl = (publicUrl: string, key: string): string =>
  `${mediaUrl(publicUrl, key)}?size=small`;

/** The address under which the world finds a stored file. */
export const mediaUrl = (publicUrl: string, key: string): string => `${publicUrl}/media/${key}`;
