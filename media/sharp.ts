import type { Sharp, SharpOptions } from 'sharp';
import { NotAnImage } from './notAnImage.ts';

type OpenImage = (bytes: Uint8Array, options: SharpOptions) => Sharp;

/** 40 megapixels: any camera's picture, and no more memory than the process has. */
const maximumPixels = 40_000_000;

/** A progressive file can be made to take minutes; an honest one takes less than one second. */
const secondsToProcess = 10;

let loaded: Promise<OpenImage> | undefined;

/**
 * Carries out `steps` on a picture, which stands upright as its EXIF says.
 * sharp is loaded at the first use, for it costs a process that never needs it 20 MB.
 * @throws {NotAnImage} when the picture cannot be read. sharp's errors have neither class nor code, so every failure
 * counts as the picture's: nothing else that could be wrong goes in.
 */
export async function convertImage(bytes: Uint8Array, steps: (image: Sharp) => Sharp): Promise<Buffer> {
  if (!signatures.some((isIts) => isIts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))))
    throw new NotAnImage('not a PNG, JPEG or WebP picture');
  const openImage = await (loaded ??= loadSharp());
  try {
    const image = openImage(bytes, { limitInputPixels: maximumPixels, autoOrient: true });
    return await steps(image).timeout({ seconds: secondsToProcess }).toBuffer();
  } catch (error) {
    throw new NotAnImage('not a PNG, JPEG or WebP picture that can be read', { cause: error });
  }
}

/** Draws an SVG of our own as a PNG, never one that came from outside. */
export async function renderSvg(svg: string): Promise<Buffer> {
  const openImage = await (loaded ??= loadSharp());
  return openImage(Buffer.from(svg), { limitInputPixels: maximumPixels })
    .png({ palette: true })
    .timeout({ seconds: secondsToProcess })
    .toBuffer();
}

/**
 * How the pictures that are read begin: PNG, JPEG, WebP. The decoder is chosen by the same bytes, so that no picture
 * from outside reaches the one of SVG.
 */
const signatures: ((bytes: Buffer) => boolean)[] = [
  (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
];

/**
 * Only PNG, JPEG and WebP are read, whatever a file calls itself, and SVG to draw our own: each further decoder is a
 * further way in.
 */
async function loadSharp(): Promise<OpenImage> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadPngBuffer',
      'VipsForeignLoadJpegBuffer',
      'VipsForeignLoadWebpBuffer',
      'VipsForeignLoadSvgBuffer',
    ],
  });
  return sharp;
}
