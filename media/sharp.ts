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
  if (!isReadable(bytes)) throw new NotAnImage('not a PNG, JPEG or WebP picture');
  const openImage = await (loaded ??= loadSharp());
  try {
    const image = openImage(bytes, { limitInputPixels: maximumPixels, autoOrient: true });
    return await steps(image).timeout({ seconds: secondsToProcess }).toBuffer();
  } catch (error) {
    throw new NotAnImage('not a PNG, JPEG or WebP picture that can be read', { cause: error });
  }
}

/** What a picture is, before anything is done with it; pixels as it stands upright. */
export interface PictureFacts {
  type: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
  /** Whether the file tells more than the picture: where and with what it was taken. */
  hasMetadata: boolean;
}

/** Reads only the beginning of the file. @throws {NotAnImage} when it cannot be read, or has too many pixels. */
export async function readPictureFacts(bytes: Uint8Array): Promise<PictureFacts> {
  if (!isReadable(bytes)) throw new NotAnImage('not a PNG, JPEG or WebP picture');
  const openImage = await (loaded ??= loadSharp());
  try {
    const metadata = await openImage(bytes, { limitInputPixels: maximumPixels }).metadata();
    const { width, height } = metadata.autoOrient;
    if (width * height > maximumPixels) throw new Error('too many pixels');
    const hasMetadata = [metadata.exif, metadata.xmp, metadata.iptc].some((part) => part !== undefined);
    return { type: `image/${metadata.format as 'png' | 'jpeg' | 'webp'}`, width, height, hasMetadata };
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

async function loadSharp(): Promise<OpenImage> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/**
 * Only PNG, JPEG and WebP are read, whatever a file calls itself: each further decoder is a further way in. sharp
 * chooses its decoder by the same first bytes.
 */
function isReadable(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  return (
    beginning.startsWith('89504e470d0a1a0a') ||
    beginning.startsWith('ffd8ff') ||
    /^52494646.{8}57454250/.test(beginning)
  );
}
