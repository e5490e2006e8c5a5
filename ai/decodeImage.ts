import { ModelAnswerLost } from './errors.ts';
import type { ImageMediaType } from './imageModel.ts';

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The bytes of an image that a vendor sent as base64, and what they are by their first bytes.
 * @throws {ModelAnswerLost} when it is not base64, or not a PNG, JPEG or WebP.
 */
export function decodeImage(vendor: string, data: string): { bytes: Buffer; mediaType: ImageMediaType } {
  if (data.length % 4 !== 0 || !base64.test(data)) {
    throw new ModelAnswerLost(`${vendor} answered with an image that is not base64`);
  }
  const bytes = Buffer.from(data, 'base64');
  const mediaType = mediaTypeByContent(bytes);
  if (!mediaType) throw new ModelAnswerLost(`${vendor} answered with something that is no image`);
  return { bytes, mediaType };
}

function mediaTypeByContent(bytes: Buffer): ImageMediaType | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg';
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'image/webp' : null;
}
