import { parsed } from '../graph/parameters.ts';
import type { AccountCall } from '../social/platform.ts';
import { fetchMedia, keepMedia } from '../social/publishing/media.ts';
import { findContainer, statusOf, type ContainerState } from './containerStates.ts';
import { refusal } from './publishingErrors.ts';

const imageLimitBytes = 8 * 1024 * 1024;
/** Width to height of an image in the feed, not of a story: 4:5 to 1.91:1, with a pixel's rounding. */
const [narrowest, widest] = [0.8, 1.91];
const tolerance = 0.01;

/**
 * Meta fetches an image before it answers, and refuses what it cannot publish:
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media#image-specifications
 */
export async function fetchImage(
  call: AccountCall,
  address: string,
  product: ContainerState['product'],
): Promise<string[]> {
  const bytes = await fetchMedia(address);
  if (!bytes) throw refusal('notFetched');
  if (bytes.length > imageLimitBytes) throw refusal('imageTooLarge');
  const kept = await keepMedia(call.store, bytes);
  if (!kept) throw refusal('notFetched');
  if (kept.type !== 'image/jpeg') throw refusal('wrongImageFormat');
  const ratio = (kept.width ?? 0) / (kept.height ?? 1);
  const fits = ratio >= narrowest - tolerance && ratio <= widest + tolerance;
  if (!fits && product !== 'STORY') throw refusal('wrongAspectRatio');
  return [kept.sha256];
}

/** A video is fetched later: what is wrong with it shows in the container's status only. */
export async function fetchVideo(
  call: AccountCall,
  address: string,
): Promise<Pick<ContainerState, 'media' | 'error'>> {
  const bytes = await fetchMedia(address);
  if (!bytes) return { media: [], error: refusal('notFetched').message };
  const kept = await keepMedia(call.store, bytes);
  return kept?.type.startsWith('video/')
    ? { media: [kept.sha256], error: null }
    : { media: [], error: refusal('wrongVideo').message };
}

/** The media of a carousel's children. @throws {Refused} when they make none. */
export function childrenOf(
  call: AccountCall,
  text: string,
): Pick<ContainerState, 'media' | 'readyAt' | 'error'> {
  const listed = parsed(text);
  const ids = Array.isArray(listed) ? listed.map(String) : text.split(',').map((id) => id.trim());
  if (ids.length < 2 || ids.length > 10) throw refusal('wrongCarousel');
  const children = ids.map((id) => {
    const child = findContainer(call, id);
    if (child?.account !== call.account.id || child.state.product !== 'ITEM') throw refusal('mediaNotFound');
    const status = statusOf(child, call.now);
    if (status === 'EXPIRED') throw refusal('containerExpired');
    if (status === 'PUBLISHED') throw refusal('mediaNotFound');
    return child.state;
  });
  return {
    media: children.flatMap(({ media }) => media),
    readyAt: Math.max(...children.map(({ readyAt }) => readyAt)),
    error: children.find(({ error }) => error !== null)?.error ?? null,
  };
}
