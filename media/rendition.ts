import { mediaTypeOf, renditionKey } from './keys.ts';
import { NotAnImage } from './notAnImage.ts';
import { planRendition, type PictureChanges, type PictureWish, type RenditionPlan } from './planRendition.ts';
import { convertImage, readPictureFacts, type PictureFacts } from './sharp.ts';
import type { Storage } from './storage.ts';

/** Raised when the same wish is to give another file. */
const version = 1;
/** Tried one after the other until the file is small enough. */
const attempts = [
  { quality: 90, shrink: 1 },
  { quality: 80, shrink: 1 },
  { quality: 70, shrink: 1 },
  { quality: 70, shrink: 0.7 },
  { quality: 70, shrink: 0.5 },
  { quality: 70, shrink: 0.3 },
];

type Picture = PictureFacts & { size: number };

/** A stored medium in the form that a platform takes. Pixels and bytes; null where they are not known. */
export interface Rendition {
  key: string;
  kind: 'image' | 'video';
  mediaType: string;
  width: number | null;
  height: number | null;
  size: number;
  /** What was done to it; null: it is the file as it was stored. */
  changes: PictureChanges | null;
}

/**
 * Makes of a stored medium what a platform wants, stores it, and says what was changed: the same file every time. A film
 * stays as it is, and so does a picture that is right already. null: the file is not there.
 * @throws {NotAnImage} when it cannot be read, or not be made small enough.
 */
export async function renderFor(
  storage: Storage,
  { kind, fileKey }: { kind: 'image' | 'video'; fileKey: string },
  wish: PictureWish,
): Promise<Rendition | null> {
  if (kind === 'video') return describeFilm(storage, fileKey);
  const source = await storage.get(fileKey);
  if (!source) return null;
  const picture = { ...(await readPictureFacts(source)), size: source.length };
  const plan = planRendition(picture, wish);
  if (!Object.values(plan.changes).includes(true)) {
    const { type: mediaType, width, height, size } = picture;
    return { key: fileKey, kind, mediaType, width, height, size, changes: null };
  }
  const key = renditionKey(
    JSON.stringify([version, fileKey, wish]),
    wish.type === 'image/png' ? 'png' : 'jpg',
  );
  const kept = await storage.get(key);
  const bytes = kept ?? (await draw(source, picture, wish));
  await (kept ? storage.touch(key) : storage.put(key, bytes));
  const { width, height } = await readPictureFacts(bytes);
  return { key, kind, mediaType: mediaTypeOf(key), width, height, size: bytes.length, changes: plan.changes };
}

async function describeFilm(storage: Storage, key: string): Promise<Rendition | null> {
  const opened = await storage.open(key);
  if (!opened) return null;
  opened.stream.destroy();
  const { size } = opened;
  return { key, kind: 'video', mediaType: mediaTypeOf(key), width: null, height: null, size, changes: null };
}

/** The picture on white, in the planned size or a smaller one of the same shape, without metadata. */
async function draw(source: Buffer, picture: Picture, wish: PictureWish): Promise<Buffer> {
  const longestSide = Math.max(...sidesOf(planRendition(picture, wish)));
  for (const { quality, shrink } of attempts) {
    const maximumSide = Math.max(1, Math.round(longestSide * shrink));
    const [width, height] = sidesOf(planRendition(picture, { ...wish, maximumSide }));
    const bytes = await convertImage(source, (image) => {
      const fitted = image.resize(width, height, { fit: 'contain', background: 'white' });
      return wish.type === 'image/png'
        ? fitted.png()
        : fitted.flatten({ background: 'white' }).jpeg({ quality });
    });
    if (bytes.length <= wish.maximumBytes) return bytes;
  }
  throw new NotAnImage(`larger than ${wish.maximumBytes} bytes, however small it is drawn`);
}

const sidesOf = ({ width, height }: RenditionPlan): [number, number] => [width, height];
