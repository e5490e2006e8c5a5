import { parametersOf, parsed } from '../graph/parameters.ts';
import { idOf } from '../graph/request.ts';
import type { Account } from '../social/accounts.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { keepDraft } from './drafts.ts';
import { ownPage, pageIdIn } from './pages.ts';
import { attachPhotos, mediaOfPhoto } from './photos.ts';
import { isPublished, longestMessage, newPostId, publishOnPage, type PagePost } from './publication.ts';
import { refusal } from './publishingErrors.ts';

/** https://developers.facebook.com/docs/graph-api/reference/page/feed#publish */
export const createPost: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/feed',
  scopes: ['pages_manage_posts'],
  operation: 'prepare',
  attempt(call) {
    if (!isPublished(call)) return null;
    const parameters = parametersOf(call);
    const media = attachedIds(parameters).flatMap((id) => mediaOfPhoto(call, id));
    const text = parameters.get('message') ?? '';
    return { account: pageIdIn(call, idOf(call)), name: 'feed', text, media };
  },
  handle(call) {
    const page = ownPage(call, idOf(call));
    const id = newPostId(page);
    call.store.atOnce(() => {
      const post = readPost(call, page, id);
      if (isPublished(call)) publishOnPage(call, page, post, id);
      else keepDraft(call, page, id, post);
    });
    call.ctx.body = { id };
  },
};

function readPost(call: AccountCall, page: Account, postId: string): PagePost {
  const parameters = parametersOf(call);
  const text = parameters.get('message') ?? '';
  const link = parameters.get('link');
  const ids = attachedIds(parameters);
  if (!text && !link && ids.length === 0) throw refusal('empty');
  if (text.length > longestMessage) throw refusal('tooLong');
  if (parameters.has('scheduled_publish_time')) throw refusal('notScheduled');
  const media = attachPhotos(call, page, ids, postId);
  return { text, kind: media.length > 0 ? 'image' : 'text', media, details: link ? { link } : {} };
}

/** `attached_media` comes as one JSON array, or as `attached_media[0]` and so on. */
function attachedIds(parameters: Map<string, string>): string[] {
  const whole = parsed(parameters.get('attached_media') ?? '[]');
  const single = [...parameters]
    .filter(([name]) => /^attached_media\[\d+\]$/.test(name))
    .map(([, value]) => parsed(value));
  return [...(Array.isArray(whole) ? (whole as unknown[]) : []), ...single].flatMap((item) => {
    const id = (item as { media_fbid?: unknown } | null | undefined)?.media_fbid;
    return typeof id === 'string' || typeof id === 'number' ? [String(id)] : [];
  });
}
