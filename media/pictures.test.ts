import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { fitImage } from './fitImage.ts';
import { NotAnImage } from './notAnImage.ts';
import { prepareAvatar } from './readAvatar.ts';

const canvas = (width: number, height: number, background = '#c04020') =>
  sharp({ create: { width, height, channels: 3, background } });

/** A photograph that lies on its side and says where it was taken. */
let photograph: Buffer;
/** Files of other types, made before the media room forbids this process to read them. */
let others: [string, Buffer][];
beforeAll(async () => {
  photograph = await canvas(600, 300)
    .composite([{ input: await canvas(300, 300, '#0000ff').png().toBuffer(), left: 0, top: 0 }])
    .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '48/1 51/1 29/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const png = await canvas(64, 64).png().toBuffer();
  others = [
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['a GIF', await canvas(64, 64).gif().toBuffer()],
    ['a TIFF', await canvas(64, 64).tiff().toBuffer()],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a PNG cut in half', png.subarray(0, png.length / 2)],
    ['81 megapixels in a small file', await canvas(9000, 9000).png({ compressionLevel: 1 }).toBuffer()],
  ];
});

test.each([
  [1024, 1024],
  [1024, 256],
  [256, 1024],
  [512, 512],
])('an image comes in exactly %i × %i, as a PNG without metadata', async (width, height) => {
  const fitted = await sharp(await fitImage(photograph, { width, height })).metadata();
  expect(fitted).toMatchObject({ format: 'png', width, height });
  expect(fitted.exif).toBeUndefined();
});

test('an avatar comes upright, square, and without the place it was taken at', async () => {
  expect((await sharp(photograph).metadata()).exif).toBeDefined();
  const avatar = await prepareAvatar(photograph);
  const metadata = await sharp(avatar).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', width: 512, height: 512 });
  expect(metadata.exif).toBeUndefined();
  expect(metadata.orientation).toBeUndefined();
  // The left half of the file is blue, and the file says to turn it clockwise: blue is above.
  const { data } = await sharp(avatar).raw().toBuffer({ resolveWithObject: true });
  const blueAt = (row: number) => data[(row * 512 + 256) * 3 + 2];
  expect(blueAt(5)).toBeGreaterThan(200);
  expect(blueAt(506)).toBeLessThan(100);
});

test('an animation gives its first frame', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#00ff00'].map((colour) => canvas(64, 64, colour).png().toBuffer()),
  );
  const animation = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
  const { dominant } = await sharp(await prepareAvatar(animation)).stats();
  expect(dominant.r).toBeGreaterThan(200);
});

test('what is no PNG, JPEG or WebP, or broken, or too large, is refused', async () => {
  for (const [name, bytes] of others) {
    const asAvatar = prepareAvatar(bytes).catch((error: unknown) => error);
    const fitted = fitImage(bytes, { width: 256, height: 256 }).catch((error: unknown) => error);
    const refused = expect.any(NotAnImage);
    expect({ [name]: await Promise.all([asAvatar, fitted]) }).toEqual({ [name]: [refused, refused] });
  }
});

test('an upload of more than 5 MiB is refused unread', async () => {
  await expect(prepareAvatar(Buffer.alloc(5 * 1024 * 1024 + 1))).rejects.toThrow(/5 MiB/);
});

test('no file makes more of a mess than NotAnImage', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.nat(photograph.length), async (noise, at) => {
      const damaged = Buffer.from(photograph);
      damaged.set(noise.subarray(0, damaged.length - at), at);
      const result = await prepareAvatar(damaged).catch((error: unknown) => error);
      expect(result instanceof NotAnImage || Buffer.isBuffer(result)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
