import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { createDiskStorage } from './diskStorage.ts';
import { imageKey, newVideoKey } from './keys.ts';
import { NotAnImage } from './notAnImage.ts';
import { planRendition, type PictureWish } from './planRendition.ts';
import { renderFor } from './rendition.ts';

const root = await mkdtemp(join(tmpdir(), 'renditions-'));
const storage = createDiskStorage(root);
afterAll(() => rm(root, { recursive: true }));

const likeInstagram: PictureWish = {
  type: 'image/jpeg',
  maximumBytes: 8 * 1024 * 1024,
  ratio: { minimum: 0.8, maximum: 1.91 },
  maximumSide: 1440,
};
const unchanged = { converted: false, padded: false, scaled: false, compressed: false, stripped: false };

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#c04020' } });

async function keep(bytes: Buffer, extension: 'png' | 'jpg') {
  const fileKey = imageKey(1, bytes, extension);
  await storage.put(fileKey, bytes);
  return { kind: 'image' as const, fileKey };
}

test('a picture that is right already is sent as it is', async () => {
  const medium = await keep(await canvas(1000, 1000).jpeg().toBuffer(), 'jpg');
  expect(await renderFor(storage, medium, likeInstagram)).toMatchObject({
    key: medium.fileKey,
    mediaType: 'image/jpeg',
    width: 1000,
    height: 1000,
    changes: null,
  });
});

test('a high PNG becomes a smaller JPEG with white at its sides, the same file every time', async () => {
  const medium = await keep(await canvas(1000, 3000).png().toBuffer(), 'png');
  const made = await renderFor(storage, medium, likeInstagram);
  expect(made).toMatchObject({
    key: expect.stringMatching(/^renditions\/[0-9a-f]{64}\.jpg$/),
    mediaType: 'image/jpeg',
    width: 1152,
    height: 1440,
    changes: { ...unchanged, converted: true, padded: true, scaled: true },
  });
  const bytes = (await storage.get(made!.key))!;
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const colourAt = (x: number) => [
    ...data.subarray((720 * info.width + x) * 3, (720 * info.width + x) * 3 + 3),
  ];
  expect(colourAt(10).every((part) => part > 250)).toBe(true);
  expect(colourAt(576)[0]).toBeGreaterThan(180);
  expect(colourAt(576)[2]).toBeLessThan(60);

  await storage.remove(made!.key);
  expect((await renderFor(storage, medium, likeInstagram))?.key).toBe(made!.key);
  expect((await storage.get(made!.key))?.equals(bytes)).toBe(true);
});

test('what is clear becomes white, and the place of a photograph is not passed on', async () => {
  const clear = await sharp({ create: { width: 100, height: 100, channels: 4, background: '#0000' } })
    .png()
    .toBuffer();
  const white = await renderFor(storage, await keep(clear, 'png'), likeInstagram);
  const { dominant } = await sharp((await storage.get(white!.key))!).stats();
  expect(dominant).toEqual({ r: 248, g: 248, b: 248 });

  const photograph = await canvas(200, 100)
    .withExif({ IFD3: { GPSLatitude: '48/1 51/1 29/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const stripped = await renderFor(storage, await keep(photograph, 'jpg'), { ...likeInstagram, ratio: null });
  expect(stripped).toMatchObject({ width: 100, height: 200, changes: { ...unchanged, stripped: true } });
  expect((await sharp((await storage.get(stripped!.key))!).metadata()).exif).toBeUndefined();
});

test('a file of too many bytes is made smaller until it fits, or refused', async () => {
  const noise = await sharp({
    create: {
      width: 800,
      height: 800,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  const medium = await keep(noise, 'jpg');
  const small = await renderFor(storage, medium, { ...likeInstagram, maximumBytes: 60_000 });
  expect(small?.size).toBeLessThanOrEqual(60_000);
  expect(small?.changes).toEqual({ ...unchanged, compressed: true });
  await expect(renderFor(storage, medium, { ...likeInstagram, maximumBytes: 100 })).rejects.toThrow(
    NotAnImage,
  );
});

test('where a platform counts lines, a square is smaller than a long picture', async () => {
  const wish = { ...likeInstagram, ratio: null, maximumSide: 1920, maximumShortSide: 1080 };
  const sizeOf = async (width: number, height: number) => {
    const medium = await keep(await canvas(width, height).jpeg().toBuffer(), 'jpg');
    const made = await renderFor(storage, medium, wish);
    return [made?.width, made?.height];
  };
  expect(await sizeOf(2000, 2000)).toEqual([1080, 1080]);
  expect(await sizeOf(2160, 3840)).toEqual([1080, 1920]);
});

test('a film is sent as it is; a file that is gone is told', async () => {
  const film = Buffer.from('\0\0\0\x18ftypisom and more');
  const medium = { kind: 'video' as const, fileKey: newVideoKey(film) };
  await storage.put(medium.fileKey, film);
  expect(await renderFor(storage, medium, likeInstagram)).toEqual({
    key: medium.fileKey,
    kind: 'video',
    mediaType: 'video/mp4',
    width: null,
    height: null,
    size: film.length,
    changes: null,
  });
  await storage.remove(medium.fileKey);
  expect(await renderFor(storage, medium, likeInstagram)).toBeNull();
  const lost = { kind: 'image' as const, fileKey: imageKey(2, film, 'png') };
  expect(await renderFor(storage, lost, likeInstagram)).toBeNull();
});

test('whatever the picture, its plan has a ratio and a size that are taken', () => {
  const side = fc.integer({ min: 1, max: 6000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const picture = { type: 'image/jpeg' as const, width, height, hasMetadata: false, size: 1000 };
      const plan = planRendition(picture, likeInstagram);
      expect(plan.width / plan.height).toBeGreaterThanOrEqual(0.8);
      expect(plan.width / plan.height).toBeLessThanOrEqual(1.91);
      expect(Math.max(plan.width, plan.height)).toBeLessThanOrEqual(1440);
    }),
  );
});
