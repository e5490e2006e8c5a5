import { downloadPublic, NotFetched } from './downloadPublic.ts';
import { isMp4, maximumFilmBytes } from './film.ts';
import { NotAnImage } from './notAnImage.ts';
import { convertImage, readPictureFacts } from './sharp.ts';

/** From the question for the name to the last byte, in ms. */
const usualDeadlineMs = 30_000;
const maximumImageBytes = 25 * 1024 * 1024;

/** What stood at an address. Pixels as the picture stands upright; null of a film. */
export interface FetchedMedia {
  kind: 'image' | 'video';
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'video/mp4';
  width: number | null;
  height: number | null;
  bytes: Buffer;
}

/**
 * Fetches a picture (25 MiB) or an MP4 film (200 MiB) from an address that a person gave, as downloadPublic does. What
 * a server says of its content counts for nothing. `picturesOnly`: a film is refused by its first bytes.
 * @throws {NotFetched}
 */
export async function fetchPublic(
  address: string,
  {
    trustedOrigins,
    picturesOnly = false,
    deadlineMs = usualDeadlineMs,
  }: { trustedOrigins: string[]; picturesOnly?: boolean; deadlineMs?: number },
): Promise<FetchedMedia> {
  const bytes = await downloadPublic(address, {
    trustedOrigins,
    deadlineMs,
    headers: { accept: 'image/*, video/mp4' },
    limitOf(beginning) {
      if (!isMp4(beginning)) return maximumImageBytes;
      if (picturesOnly) throw new NotFetched('not_a_picture', 'a film, where a picture is wanted');
      return maximumFilmBytes;
    },
  });
  return identify(bytes);
}

async function identify(bytes: Buffer): Promise<FetchedMedia> {
  if (isMp4(bytes)) return { kind: 'video', mediaType: 'video/mp4', width: null, height: null, bytes };
  try {
    const { type: mediaType, width, height } = await readPictureFacts(bytes);
    // Read to its end: one that is cut off is no picture.
    await convertImage(bytes, (image) => image.resize(16));
    return { kind: 'image', mediaType, width, height, bytes };
  } catch (error) {
    if (!(error instanceof NotAnImage)) throw error;
    throw new NotFetched(
      'not_media',
      'no PNG, JPEG or WebP picture that can be read, and no MP4 film',
      error,
    );
  }
}
