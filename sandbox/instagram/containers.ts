import { selectFields, type AskedField, type NodeFields } from '../graph/fields.ts';
import { parametersOf, requiredParameter } from '../graph/parameters.ts';
import { GraphRefused } from '../graph/refusal.ts';
import { idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { keepHandle, newNumber } from '../social/publishing/handles.ts';
import { childrenOf, fetchImage, fetchVideo } from './containerMedia.ts';
import {
  findContainer,
  statusOf,
  type Container,
  type ContainerState,
  type Status,
} from './containerStates.ts';
import { isCaller } from './caller.ts';
import { refusal } from './publishingErrors.ts';

/** A video is worked on for so long. */
const videoProcessingMs = 1500;

const sentences: Record<Status, string> = {
  EXPIRED: 'Expired: The container was not published within 24 hours and has expired.',
  ERROR: 'Error: The container failed to complete the publishing process.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  PUBLISHED: 'Published: Media has been published.',
};

const fields: NodeFields<{ id: string; container: Container; now: number }> = {
  status_code: ({ container, now }) => statusOf(container, now),
  status({ container, now }) {
    const status = statusOf(container, now);
    return status === 'ERROR' ? `Error: ${container.state.error}` : sentences[status];
  },
};

/** The caller's container with that id; null when there is none. */
export function presentContainer(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const container = findContainer(call, id);
  if (container?.account !== call.account.id) return null;
  const node = { id, container, now: call.now };
  return selectFields(node, asked, { type: 'IGContainer', known: fields, defaults: [] });
}

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media */
export const createContainer: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/media',
  scopes: ['instagram_business_content_publish'],
  operation: 'prepare',
  async handle(call) {
    if (!isCaller(call, idOf(call))) throw noObject(idOf(call));
    const parameters = parametersOf(call);
    const caption = parameters.get('caption') ?? '';
    checkCaption(caption);
    const content = await readContent(call, parameters);
    const { id } = keepHandle<ContainerState>(call, {
      ...{ id: `179${newNumber(14)}`, account: call.account.id, kind: 'container' },
      state: { caption, altText: null, readyAt: call.now, error: null, published: false, ...content },
    });
    call.ctx.body = { id };
  },
};

function checkCaption(caption: string): void {
  const count = (pattern: RegExp) => caption.match(pattern)?.length ?? 0;
  const tooLong = [...caption].length > 2200;
  if (tooLong || count(/#[\p{L}\p{N}_]+/gu) > 30 || count(/@[\w.]+/g) > 20) throw refusal('captionTooLong');
}

type Content = Pick<ContainerState, 'kind' | 'product' | 'media'> & Partial<ContainerState>;

async function readContent(call: AccountCall, parameters: Map<string, string>): Promise<Content> {
  const type = parameters.get('media_type') ?? 'IMAGE';
  const isItem = parameters.get('is_carousel_item') === 'true';
  const isVideo = parameters.has('video_url');
  if (!['IMAGE', 'VIDEO', 'REELS', 'STORIES', 'CAROUSEL'].includes(type)) throw refusal('wrongMediaType');
  if (type === 'CAROUSEL') {
    return { kind: 'image', product: 'FEED', ...childrenOf(call, requiredParameter(parameters, 'children')) };
  }
  const fits = isItem ? ['IMAGE', 'VIDEO'] : ['IMAGE', 'REELS', 'STORIES'];
  if (!fits.includes(type)) throw refusal('wrongMediaType');
  // A video says what it becomes: a lone one in the feed is always a reel.
  if (isVideo && type === 'IMAGE') throw refusal('wrongMediaType');
  const product = type === 'REELS' ? 'REELS' : type === 'STORIES' ? 'STORY' : isItem ? 'ITEM' : 'FEED';
  const altText = parameters.get('alt_text') ?? null;
  if (altText !== null && (isVideo || product === 'STORY' || altText.length > 1000)) {
    throw new GraphRefused({ code: 100, message: 'alt_text is for images only, of at most 1000 characters' });
  }
  if (isVideo || type === 'REELS' || type === 'VIDEO') {
    const fetched = await fetchVideo(call, requiredParameter(parameters, 'video_url'));
    return { kind: 'video', product, readyAt: call.now + videoProcessingMs, ...fetched };
  }
  const media = await fetchImage(call, requiredParameter(parameters, 'image_url'), product);
  return { kind: 'image', product, media, altText };
}
