import { listAccounts, type Account } from '../social/accounts.ts';
import { postPictureUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { findPost, recentPosts, type SandboxPost } from '../social/posts.ts';
import { publicationWithId } from '../social/publishing/publications.ts';
import { Refused } from '../social/refused.ts';
import { uploadsOf } from './channels.ts';
import { readingScopes, readMaximum, readParts, resource, thumbnails } from './resources.ts';
import type { VideoMetadata } from './videoMetadata.ts';

/** How long the sandbox works on a video, whose resource exists meanwhile. */
const processingMs = 1500;

/** Eleven characters, from which the post's number can be read again. */
export const videoIdOf = (number: string) => BigInt(number).toString(36).padStart(11, '0');
const videoId = ({ number }: SandboxPost) => videoIdOf(number);
function numberOf(id: string): string {
  let number = 0n;
  for (const digit of id) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  return number.toString();
}

type Subject = { account: Account; post: SandboxPost; call: AccountCall };
const time = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

/** What was said of a video when it was uploaded; of those that the account is told to have made itself, their text. */
function metadataOf({ text, publication }: SandboxPost): VideoMetadata {
  if (publication) return publication.details as VideoMetadata;
  const own = { tags: [], categoryId: '22', privacyStatus: 'public', madeForKids: false };
  return { title: text.slice(0, 100), description: text, ...own };
}

const snippet = ({ account, post, call }: Subject) => {
  const { title, description } = metadataOf(post);
  return {
    ...{ publishedAt: time(post.publishedAt), channelId: account.id, title, description },
    thumbnails: thumbnails(postPictureUrl(call.origin, account, post)),
    channelTitle: account.name,
  };
};

/** developers.google.com/youtube/v3/docs/playlistItems */
const itemParts: Record<string, (subject: Subject) => unknown> = {
  snippet: (subject) => ({
    ...snippet(subject),
    playlistId: uploadsOf(subject.account),
    resourceId: { kind: 'youtube#video', videoId: videoId(subject.post) },
  }),
  contentDetails: ({ post }) => ({ videoId: videoId(post), videoPublishedAt: time(post.publishedAt) }),
  status: ({ post }) => ({ privacyStatus: metadataOf(post).privacyStatus }),
};

/** developers.google.com/youtube/v3/docs/videos: numbers are text. */
const videoParts: Record<string, (subject: Subject) => unknown> = {
  snippet: (subject) => {
    const { tags, categoryId } = metadataOf(subject.post);
    return { ...snippet(subject), ...(tags.length > 0 && { tags }), categoryId };
  },
  contentDetails: ({ post }) => ({ duration: `PT${post.duration}S`, dimension: '2d', definition: 'hd' }),
  status: ({ post, call }) => ({
    uploadStatus: call.now < post.publishedAt + processingMs ? 'uploaded' : 'processed',
    privacyStatus: metadataOf(post).privacyStatus,
    license: 'youtube',
    embeddable: true,
    madeForKids: metadataOf(post).madeForKids,
  }),
  statistics: ({ post }) => ({
    viewCount: String(post.views),
    likeCount: String(post.likes),
    favoriteCount: '0',
    commentCount: String(post.comments),
  }),
};

export const videoPartNames = Object.keys(videoParts);

/** The resource of a video of the caller's. */
export function tellVideo(call: AccountCall, id: string, parts: string[]): object {
  const publication = publicationWithId(call.store, call.platform.name, id);
  const now = Math.max(call.now, publication?.publishedAt ?? 0);
  const subject = findVideo({ ...call, now }, id);
  if (!subject) throw new Error(`the video ${id} was inserted and is not there`);
  return resource('video', id, parts, videoParts, subject);
}

/** developers.google.com/youtube/v3/docs/playlistItems/list: of the list of a channel's uploads. */
export const playlistItems: Endpoint = {
  method: 'GET',
  path: '/api/youtube/v3/playlistItems',
  scopes: readingScopes,
  operation: 'list',
  handle(call) {
    const { query, store, platform } = call;
    const asked = readParts(call, Object.keys(itemParts));
    const playlistId = query.get('playlistId');
    if (!playlistId) throw new Refused('invalid_parameter', "Required parameter 'playlistId' is missing.");
    const account = listAccounts(store, platform.name).find((each) => uploadsOf(each) === playlistId);
    if (!account) {
      throw new Refused('not_found', 'The playlist identified with the request cannot be found.');
    }
    const maximum = readMaximum(call);
    const token = query.get('pageToken');
    if (token !== null && !/^EAAaB\d+$/.test(token)) {
      throw new Refused('invalid_parameter', 'The request specifies an invalid page token.');
    }
    const before = token === null ? undefined : Number(token.slice(5));
    const posts = recentPosts(call, account, maximum + 1, before);
    const page = posts.slice(0, maximum);
    const shown = page.filter(
      (post) => account.id === call.account.id || metadataOf(post).privacyStatus === 'public',
    );
    call.ctx.body = {
      kind: 'youtube#playlistItemListResponse',
      ...(posts.length > maximum && { nextPageToken: `EAAaB${page.at(-1)?.publishedAt ?? ''}` }),
      items: shown.map((post) =>
        resource('playlistItem', `${uploadsOf(account)}.${videoId(post)}`, asked, itemParts, {
          ...{ account, post, call },
        }),
      ),
      pageInfo: { totalResults: recentPosts(call, account, 20_000).length, resultsPerPage: maximum },
    };
  },
};

/** developers.google.com/youtube/v3/docs/videos/list: by id, up to fifty; one that there is not is left out. */
export const videos: Endpoint = {
  method: 'GET',
  path: '/api/youtube/v3/videos',
  scopes: readingScopes,
  handle(call) {
    const asked = readParts(call, videoPartNames);
    const ids = (call.query.get('id') ?? '').split(',').filter(Boolean);
    if (ids.length === 0) {
      throw new Refused('invalid_parameter', 'No filter selected. Expected one of: id, chart, myRating');
    }
    if (ids.length > 50) throw new Refused('invalid_parameter', 'The request specifies too many ids.');
    const items = ids.flatMap((id) => findVideo(call, id) ?? []);
    call.ctx.body = {
      kind: 'youtube#videoListResponse',
      items: items.map((subject) => resource('video', videoId(subject.post), asked, videoParts, subject)),
      pageInfo: { totalResults: items.length, resultsPerPage: items.length },
    };
  },
};

/** The video with that id; null when there is none that the caller may see. */
export function findVideo(call: AccountCall, id: string): Subject | null {
  if (!/^[\da-z]{11}$/.test(id)) return null;
  const number = numberOf(id);
  const account = listAccounts(call.store, call.platform.name).find((each) => number.startsWith(each.number));
  const post = account && findPost(call, account, number);
  if (!post) return null;
  const hidden = metadataOf(post).privacyStatus === 'private' && account.id !== call.account.id;
  return hidden ? null : { account, post, call };
}
