import { trustedOrigins } from '../../config/platforms.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { NotFetched } from '../../media/downloadPublic.ts';
import { fetchPublic } from '../../media/fetchPublic.ts';
import { videoKey } from '../../media/keys.ts';
import type { Services } from '../services.ts';
import type { NamedVideo, StoredVideos } from './askedPost.ts';

/**
 * Fetches the films that a request names and stores them, one after the other; what changes later at the address changes
 * no post. @throws {Refusal} that names the field
 */
export async function storeVideos(videos: NamedVideo[], services: Services): Promise<StoredVideos> {
  const stored: StoredVideos = new Map();
  for (const { url, field } of videos) {
    if (!stored.has(url)) stored.set(url, await storeVideo(url, field, services));
  }
  return stored;
}

async function storeVideo(url: string, field: string, { config, storage }: Services): Promise<string> {
  try {
    const { kind, bytes } = await fetchPublic(url, { trustedOrigins: trustedOrigins(config) });
    if (kind !== 'video') throw refusal(field, 'video_not_taken');
    const key = videoKey(bytes);
    await storage.put(key, bytes);
    return key;
  } catch (error) {
    if (error instanceof NotFetched) throw refusal(field, `fetch_${error.code}`);
    throw error;
  }
}

const refusal = (field: string, code: string) =>
  new Refusal('invalid', 'invalid_request', { fields: { [field]: [code] } });
