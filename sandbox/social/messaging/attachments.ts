import { drawPicture } from '../../drawing/drawPicture.ts';
import type { Store } from '../../store.ts';
import { fetchMedia, keepFile, mediaPath } from '../publishing/media.ts';

/** What a customer attached. */
export interface Attachment {
  sha256: string;
  /** `image/jpeg`, `audio/ogg`… */
  mediaType: string;
  /** Where the sandbox serves it, without its origin. */
  path: string;
}

const mediaTypes: Record<string, string> = {
  image: 'image/png',
  sticker: 'image/png',
  video: 'video/mp4',
  audio: 'audio/ogg',
  document: 'application/pdf',
};

/** Whether a message of such a type has a file. */
export const isAttached = (type: string): boolean => type in mediaTypes;

/** The file of a message: fetched from an address, else a sample; null when it cannot be fetched. */
export async function attach(store: Store, type: string, address: string | null): Promise<Attachment | null> {
  const bytes = address === null ? await sampleOf(type) : await fetchMedia(address);
  if (!bytes) return null;
  const mediaType = mediaTypes[type] ?? 'application/octet-stream';
  const { sha256, type: kept } = await keepFile(store, bytes, mediaType);
  return { sha256, mediaType: kept, path: mediaPath(sha256) };
}

/** A picture, or the least that passes for a video, a voice message or a document. */
async function sampleOf(type: string): Promise<Buffer> {
  if (type === 'video') return Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42'.padEnd(64, '\0'), 'latin1');
  if (type === 'audio') return Buffer.from('OggS\0\x02'.padEnd(64, '\0'), 'latin1');
  if (type === 'document') return Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n', 'latin1');
  return drawPicture('a broken vase', { width: 320, height: 240, nonce: '' });
}
