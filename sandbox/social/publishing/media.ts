import { createHash } from 'node:crypto';
import type Router from '@koa/router';
import sharp from 'sharp';
import type { Store } from '../../store.ts';

/** A picture or a video as the sandbox keeps it. */
export interface KeptMedia {
  sha256: string;
  /** `image/jpeg`, `video/mp4`… */
  type: string;
  /** Pixels; null of a video. */
  width: number | null;
  height: number | null;
  /** Bytes. */
  size: number;
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const imageTypes: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
};

/** Keeps a picture, or a video by the signature of its container; null when it is neither. */
export async function keepMedia(store: Store, bytes: Buffer): Promise<KeptMedia | null> {
  const found = await inspect(bytes);
  if (!found) return null;
  const sha256 = sha256Of(bytes);
  store.run(
    'insert or ignore into social_media (sha256, type, width, height, bytes) values (?, ?, ?, ?, ?)',
    ...[sha256, found.type, found.width, found.height, bytes],
  );
  return { ...found, sha256, size: bytes.length };
}

/** Keeps a file whatever it is: of the type of its bytes where they tell it, else of the one given. */
export async function keepFile(
  store: Store,
  bytes: Buffer,
  otherwise: string,
): Promise<Pick<KeptMedia, 'sha256' | 'type' | 'size'>> {
  const kept = await keepMedia(store, bytes);
  if (kept) return kept;
  const sha256 = sha256Of(bytes);
  store.run(
    'insert or ignore into social_media (sha256, type, bytes) values (?, ?, ?)',
    ...[sha256, otherwise, bytes],
  );
  return { sha256, type: otherwise, size: bytes.length };
}

/** The bytes of a kept file; null when there is none. */
export function bytesOfMedia(store: Store, sha256: string): Buffer | null {
  const row = store.all<{ bytes: Uint8Array }>('select bytes from social_media where sha256 = ?', sha256)[0];
  return row ? Buffer.from(row.bytes) : null;
}

async function inspect(bytes: Buffer): Promise<Pick<KeptMedia, 'type' | 'width' | 'height'> | null> {
  // ISO/IEC 14496-12: a box `ftyp` comes first; its brand tells QuickTime from MP4.
  if (bytes.subarray(4, 8).toString('latin1') === 'ftyp') {
    const quickTime = bytes.subarray(8, 12).toString('latin1') === 'qt  ';
    return { type: quickTime ? 'video/quicktime' : 'video/mp4', width: null, height: null };
  }
  try {
    const { format, width, height } = await sharp(bytes).metadata();
    const type = imageTypes[format];
    return type === undefined ? null : { type, width, height };
  } catch {
    return null;
  }
}

/** Fetches what a platform was given the address of; null when that cannot be had in ten seconds. */
export async function fetchMedia(address: string): Promise<Buffer | null> {
  try {
    const { protocol } = new URL(address);
    if (protocol !== 'http:' && protocol !== 'https:') return null;
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

/** Where kept media are served. */
export const mediaPath = (sha256: string): string => `/media/${sha256}`;

/** What a kept file is; null when there is none. */
export function typeOfMedia(store: Store, sha256: string): string | null {
  const row = store.all<{ type: string }>('select type from social_media where sha256 = ?', sha256)[0];
  return row?.type ?? null;
}

export function mountMedia(router: Router, store: Store): void {
  router.get('/media/:sha256', (ctx) => {
    const row = store.all<{ type: string; bytes: Uint8Array }>(
      'select type, bytes from social_media where sha256 = ?',
      ctx.params.sha256 ?? '',
    )[0];
    if (!row) return;
    ctx.set({ 'cache-control': 'max-age=86400', 'x-content-type-options': 'nosniff' });
    ctx.type = row.type;
    ctx.body = Buffer.from(row.bytes);
  });
}
