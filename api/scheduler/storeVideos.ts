import { trustedOrigins } from '../../config/platforms.ts';
import { Refusal } from '../../contracts/refusal.ts';
import { NotFetched } from '../../media/downloadPublic.ts';
import { fetchPublic } from '../../media/fetchPublic.ts';
import { newVideoKey } from '../../media/keys.ts';
import type { Services } from '../services.ts';
import type { NamedVideo, StoredVideos } from './askedPost.ts';

/** Of one request. */
const maximumVideos = 10;
const maximumBytesTogether = 500 * 1024 * 1024;

/**
 * Fetches the films that a request names and stores them, one after the other; what changes later at the address changes
 * no post. `judge` refuses the request for what can be known without them: then nothing is fetched.
 * @throws {Refusal} that names the field, and what `judge` throws; what was stored until then is removed
 */
export async function storeVideos(
  videos: NamedVideo[],
  services: Services,
  judge: () => Promise<void>,
): Promise<StoredVideos> {
  const stored: StoredVideos = new Map();
  if (videos.length === 0) return stored;
  if (videos.length > maximumVideos) throw refusal(videos[maximumVideos], 'too_many_videos');
  await judge();
  let bytesTogether = 0;
  try {
    for (const video of videos) {
      if (stored.has(video.url)) continue;
      const bytes = await fetchVideo(video, services);
      bytesTogether += bytes.length;
      if (bytesTogether > maximumBytesTogether) throw refusal(video, 'videos_too_large');
      const key = newVideoKey(bytes);
      await services.storage.put(key, bytes);
      stored.set(video.url, key);
    }
    return stored;
  } catch (error) {
    for (const key of stored.values()) await services.storage.remove(key);
    throw error;
  }
}

async function fetchVideo(video: NamedVideo, { config }: Services): Promise<Buffer> {
  try {
    const { kind, bytes } = await fetchPublic(video.url, { trustedOrigins: trustedOrigins(config) });
    if (kind !== 'video') throw refusal(video, 'video_not_taken');
    return bytes;
  } catch (error) {
    if (error instanceof NotFetched) throw refusal(video, `fetch_${error.code}`);
    throw error;
  }
}

const refusal = (video: NamedVideo | undefined, code: string) =>
  new Refusal('invalid', 'invalid_request', { fields: { [video?.field ?? 'media']: [code] } });
