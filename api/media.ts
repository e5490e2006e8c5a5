import type Router from '@koa/router';
import { notFound } from '../contracts/refusal.ts';
import { isKey, mediaTypeOf } from '../media/keys.ts';
import type { Storage } from '../media/storage.ts';

/** What the world may fetch; what the models answered (generations/) is nobody's business. */
const publicFolders = ['images', 'avatars'];

/**
 * Stored files under /media/. A key holds the hash of its content, so that a file never changes under its address:
 * caches may keep it for ever, and nobody finds it who was not given the address.
 */
export function mountMedia(router: Router, storage: Storage): void {
  router.get('/media/:folder/:file', async (ctx) => {
    const { folder = '', file = '' } = ctx.params;
    const key = `${folder}/${file}`;
    const stored = publicFolders.includes(folder) && isKey(key) ? await storage.open(key) : null;
    if (!stored) throw notFound('file');
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.set('ETag', `"${file}"`);
    ctx.status = 200;
    if (ctx.fresh) {
      stored.stream.destroy();
      ctx.status = 304;
      return;
    }
    ctx.type = mediaTypeOf(key);
    ctx.length = stored.size;
    ctx.body = stored.stream;
  });
}

/** The address under which the world finds a stored file. */
export const mediaUrl = (publicUrl: string, key: string): string => `${publicUrl}/media/${key}`;
