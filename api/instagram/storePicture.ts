import { trustedOrigins } from '../../config/platforms.ts';
import { invalidField } from '../../contracts/refusal.ts';
import { NotFetched } from '../../media/downloadPublic.ts';
import { fetchPublic } from '../../media/fetchPublic.ts';
import { newUploadKey } from '../../media/keys.ts';
import type { Services } from '../services.ts';

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;

/**
 * Fetches the picture that a request names, and stores it: what changes at the address later changes no post. Returns its
 * key. @throws {Refusal} that names image_url
 */
export async function storePicture(
  { image_url: address }: { image_url: string },
  { config, storage }: Services,
): Promise<string> {
  try {
    const { bytes, mediaType } = await fetchPublic(address, {
      trustedOrigins: trustedOrigins(config),
      picturesOnly: true,
    });
    if (mediaType === 'video/mp4') throw new NotFetched('not_a_picture', 'a film');
    const key = newUploadKey(bytes, extensions[mediaType]);
    await storage.put(key, bytes);
    return key;
  } catch (error) {
    if (error instanceof NotFetched) throw invalidField('image_url', `fetch_${error.code}`);
    throw error;
  }
}
