import { selectFields, type AskedField, type NodeFields } from '../graph/fields.ts';
import { parametersOf, requiredParameter } from '../graph/parameters.ts';
import { graphTime, idOf, noObject } from '../graph/request.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { feedPath } from '../social/publishing/feedPage.ts';
import {
  changeHandle,
  findHandle,
  keepHandle,
  newNumber,
  type Handle,
} from '../social/publishing/handles.ts';
import { fetchMedia, keepMedia, sha256Of } from '../social/publishing/media.ts';
import { grantedPages, ownPage, pageIdIn } from './pages.ts';
import { isPublished, longestMessage, newPostId, publishOnPage, type PagePost } from './publication.ts';
import { refusal } from './publishingErrors.ts';

/** A video is worked on for so long before its post is seen. */
const processingMs = 1500;

/** A video, and the post that it is in once it is shown. */
type Video = Handle<PagePost & { postId: string; published: boolean }>;

/** https://developers.facebook.com/docs/graph-api/reference/page/videos#Creating */
export const createVideo: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/videos',
  scopes: ['pages_manage_posts'],
  operation: 'prepare',
  attempt(call) {
    if (!isPublished(call)) return null;
    const parameters = parametersOf(call);
    const source = call.files.get('source');
    const media = source ? sha256Of(source) : (parameters.get('file_url') ?? '');
    const text = parameters.get('description') ?? '';
    return { account: pageIdIn(call, idOf(call)), name: 'videos', text, media: [media] };
  },
  async handle(call) {
    const page = ownPage(call, idOf(call));
    const sha256 = await readVideo(call);
    const parameters = parametersOf(call);
    const title = parameters.get('title');
    const text = parameters.get('description') ?? '';
    if (text.length > longestMessage) throw refusal('tooLong');
    const post: PagePost = { text, kind: 'video', media: [sha256], details: title ? { title } : {} };
    const [id, postId, published] = [newNumber(16), newPostId(page), isPublished(call)];
    call.store.atOnce(() => {
      keepHandle(call, { id, account: page.id, kind: 'video', state: { ...post, postId, published } });
      if (published) publishOnPage(call, page, post, postId, processingMs);
    });
    call.ctx.body = { id };
  },
};

async function readVideo(call: AccountCall): Promise<string> {
  const bytes =
    call.files.get('source') ?? (await fetchMedia(requiredParameter(parametersOf(call), 'file_url')));
  if (!bytes) throw refusal('videoNotFetched');
  const kept = await keepMedia(call.store, bytes);
  if (!kept?.type.startsWith('video/')) throw refusal('wrongVideo');
  return kept.sha256;
}

/** Shows a video that was made unpublished. @throws {Refused} when there is none, or it is shown. */
export function showVideo(call: AccountCall, id: string): void {
  const video = findHandle<Video['state']>(call, 'video', id);
  if (!video) throw noObject(id);
  const page = ownPage(call, video.account);
  const { published, postId, ...post } = video.state;
  if (published) throw refusal('alreadyPublished');
  call.store.atOnce(() => {
    publishOnPage(call, page, post, postId);
    changeHandle(call, id, { ...video.state, published: true });
  });
}

const isReady = ({ createdAt }: Video, call: AccountCall): boolean => call.now >= createdAt + processingMs;

/** https://developers.facebook.com/docs/graph-api/reference/video */
const fields: NodeFields<Video & { call: AccountCall }> = {
  title: ({ state }) => state.details.title,
  description: ({ state }) => state.text || undefined,
  created_time: ({ createdAt }) => graphTime(createdAt),
  published: ({ state }) => state.published,
  post_id: ({ state }) => (state.published ? state.postId : undefined),
  permalink_url: ({ state, account, call }) => `${call.origin}${feedPath('facebook', account, state.postId)}`,
  status: ({ call, ...video }) => ({ video_status: isReady(video, call) ? 'ready' : 'processing' }),
};

export function presentVideo(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const video = findHandle<Video['state']>(call, 'video', id);
  if (!video || !grantedPages(call).some((page) => page.id === video.account)) return null;
  return selectFields({ ...video, call }, asked, {
    ...{ type: 'Video', known: fields, defaults: ['created_time', 'description'] },
  });
}
