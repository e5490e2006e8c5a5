import { selectFields, type AskedField, type NodeFields } from '../graph/fields.ts';
import { parametersOf, requiredParameter } from '../graph/parameters.ts';
import { GraphRefused } from '../graph/refusal.ts';
import { graphTime, idOf } from '../graph/request.ts';
import type { Account } from '../social/accounts.ts';
import { dayMs } from '../social/clock.ts';
import type { AccountCall, Call, Endpoint } from '../social/platform.ts';
import {
  changeHandle,
  findHandle,
  keepHandle,
  newNumber,
  type Handle,
} from '../social/publishing/handles.ts';
import { fetchMedia, keepMedia, mediaPath, sha256Of } from '../social/publishing/media.ts';
import { grantedPages, ownPage, pageIdIn } from './pages.ts';
import { isPublished, newPostId, publishOnPage } from './publication.ts';
import { refusal } from './publishingErrors.ts';

const photoLimitBytes = 10 * 1024 * 1024;
const photoTypes = ['image/jpeg', 'image/png', 'image/gif'];

/** A photo: in no post yet, or in one. */
type Photo = Handle<{ sha256: string; caption: string; postId: string | null }>;

const captionOf = (call: Call): string => {
  const parameters = parametersOf(call);
  return parameters.get('caption') ?? parameters.get('message') ?? '';
};

/** https://developers.facebook.com/docs/graph-api/reference/page/photos#Creating */
export const createPhoto: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/photos',
  scopes: ['pages_manage_posts'],
  operation: 'prepare',
  attempt(call) {
    if (!isPublished(call)) return null;
    const source = call.files.get('source');
    const media = source ? sha256Of(source) : (parametersOf(call).get('url') ?? '');
    return { account: pageIdIn(call, idOf(call)), name: 'photos', text: captionOf(call), media: [media] };
  },
  async handle(call) {
    const page = ownPage(call, idOf(call));
    const sha256 = await readPhoto(call);
    const caption = captionOf(call);
    const [id, postId] = [`122${newNumber(13)}`, isPublished(call) ? newPostId(page) : null];
    call.store.atOnce(() => {
      keepHandle(call, { id, account: page.id, kind: 'photo', state: { sha256, caption, postId } });
      if (postId === null) return;
      publishOnPage(call, page, { text: caption, kind: 'image', media: [sha256], details: {} }, postId);
    });
    call.ctx.body = { id, ...(postId !== null && { post_id: postId }) };
  },
};

async function readPhoto(call: AccountCall): Promise<string> {
  const bytes = call.files.get('source') ?? (await fetchMedia(requiredParameter(parametersOf(call), 'url')));
  if (!bytes || bytes.length > photoLimitBytes) throw refusal('wrongImage');
  const kept = await keepMedia(call.store, bytes);
  if (!kept || !photoTypes.includes(kept.type)) throw refusal('wrongImage');
  return kept.sha256;
}

const findPhoto = (call: Call, id: string): Photo | null => findHandle<Photo['state']>(call, 'photo', id);

/** The SHA-256 of a photo, in a list; an empty one when there is no such photo. */
export const mediaOfPhoto = (call: Call, id: string): string[] => {
  const photo = findPhoto(call, id);
  return photo ? [photo.state.sha256] : [];
};

/** Puts photos into a post, and returns their media. @throws {Refused} when one is in a post, or a day old. */
export function attachPhotos(call: Call, page: Account, ids: string[], postId: string): string[] {
  return ids.map((id) => {
    const photo = findPhoto(call, id);
    if (photo?.account !== page.id || photo.createdAt + dayMs <= call.now) {
      throw new GraphRefused({ code: 100, message: `The media_fbid ${id} does not exist` });
    }
    if (photo.state.postId !== null) throw refusal('alreadyPosted');
    changeHandle(call, id, { ...photo.state, postId });
    return photo.state.sha256;
  });
}

/** https://developers.facebook.com/docs/graph-api/reference/photo */
const fields: NodeFields<Photo & { call: AccountCall }> = {
  name: ({ state }) => state.caption || undefined,
  created_time: ({ createdAt }) => graphTime(createdAt),
  images: ({ state, call }) => [{ source: `${call.origin}${mediaPath(state.sha256)}` }],
  page_story_id: ({ state }) => state.postId ?? undefined,
};

export function presentPhoto(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const photo = findPhoto(call, id);
  if (!photo || !grantedPages(call).some((page) => page.id === photo.account)) return null;
  return selectFields({ ...photo, call }, asked, {
    ...{ type: 'Photo', known: fields, defaults: ['created_time', 'name'] },
  });
}
