import { renditionKey } from './keys.ts';
import { convertImage } from './sharp.ts';
import type { Storage } from './storage.ts';

/** Pixels of the longer side: sharp on a dense screen at a card's width. */
const side = 480;
/** Raised when the same picture is to give another file. */
const version = 1;
/** One of each at a time, however many look at a gallery for the first time. */
const beingMade = new Map<string, Promise<string | null>>();

/** Where a picture's small form is, once it was made. */
export const thumbnailKey = (key: string): string =>
  renditionKey(JSON.stringify(['thumbnail', version, key]), 'jpg');

/**
 * The key of a stored picture's small form, which is made when it is first asked for. null: the picture is not there.
 * @throws {NotAnImage}
 */
export async function thumbnailOf(storage: Storage, key: string): Promise<string | null> {
  const small = thumbnailKey(key);
  if (await storage.exists(small)) return (await storage.exists(key)) ? small : null;
  const making = beingMade.get(small) ?? make(storage, key, small).finally(() => beingMade.delete(small));
  beingMade.set(small, making);
  return making;
}

async function make(storage: Storage, key: string, small: string): Promise<string | null> {
  const picture = await storage.get(key);
  if (!picture) return null;
  const bytes = await convertImage(picture, (image) =>
    image
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: 80 }),
  );
  await storage.put(small, bytes);
  return small;
}
