import { z } from 'zod';
import { Rejected, unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import { noMetrics, type Platform, type RecentPost } from '../platform.ts';
import { Count, pictureOf, readChannel, Thumbnails } from './channels.ts';

const ItemPage = z.object({
  items: z.array(
    z.object({
      contentDetails: z.object({ videoId: z.string(), videoPublishedAt: z.iso.datetime().nullish() }),
    }),
  ),
  nextPageToken: z.string().nullish(),
});
const Video = z.object({
  id: z.string(),
  snippet: z.object({ publishedAt: z.iso.datetime(), title: z.string(), thumbnails: Thumbnails }),
  statistics: z.object({ viewCount: Count, likeCount: Count, commentCount: Count }).nullish(),
});
const VideoList = z.object({ items: z.array(Video) });
/** The most that a page holds, of both. */
const pageSize = 50;

/** The playlist of all uploads tells which videos there are, newest first; their figures are asked for by id. */
export const posts: Platform['posts'] = async (call, { since, limit }) => {
  const { contentDetails } = await readChannel(call);
  const uploads = contentDetails?.relatedPlaylists?.uploads;
  if (!uploads) return [];
  const found: RecentPost[] = [];
  let pageToken: string | undefined;
  do {
    const page = await readUploads(call, uploads, Math.min(pageSize, limit - found.length), pageToken);
    const recent = page.items
      .map(({ contentDetails: each }) => each)
      .filter(({ videoPublishedAt: at }) => at && new Date(at) >= since);
    if (recent.length > 0)
      found.push(
        ...(await readVideos(
          call,
          recent.map(({ videoId }) => videoId),
        )),
      );
    const last = page.items.at(-1)?.contentDetails.videoPublishedAt;
    const older = last && new Date(last) < since;
    pageToken = older ? undefined : (page.nextPageToken ?? undefined);
  } while (pageToken && found.length < limit);
  return found.toSorted((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime());
};

/** https://developers.google.com/youtube/v3/docs/playlistItems/list */
async function readUploads(
  { http, accessToken }: AccountCall,
  playlistId: string,
  maxResults: number,
  pageToken: string | undefined,
): Promise<z.infer<typeof ItemPage>> {
  const query = { part: 'contentDetails', playlistId, maxResults, pageToken };
  const answer = await http
    .send({ host: 'api', path: '/youtube/v3/playlistItems', query, bearer: accessToken })
    .catch((error: unknown) => {
      // A channel that never uploaded anything names a playlist that is not there.
      if (error instanceof Rejected && error.code === 'playlistNotFound') return { json: { items: [] } };
      throw error;
    });
  const page = ItemPage.safeParse(answer.json);
  if (!page.success) throw unreadable('YouTube answered no list of uploads');
  return page.data;
}

/** https://developers.google.com/youtube/v3/docs/videos/list: one unit of quota, whatever the number. */
async function readVideos(call: AccountCall, ids: string[]): Promise<RecentPost[]> {
  const query = { part: 'snippet,statistics', id: ids.join(','), maxResults: pageSize };
  const request = { host: 'api', path: '/youtube/v3/videos', query, bearer: call.accessToken };
  const { json } = await call.http.send(request);
  const list = VideoList.safeParse(json);
  if (!list.success) throw unreadable('YouTube answered no list of videos');
  return list.data.items.map((video) => presentVideo(call, video));
}

/** Where people watch a video. */
export const addressOf = ({ http }: AccountCall, id: string): string => http.pageAt('www', `/watch?v=${id}`);

const presentVideo = (call: AccountCall, { id, snippet, statistics }: z.infer<typeof Video>): RecentPost => ({
  externalId: id,
  url: addressOf(call, id),
  kind: 'video',
  caption: snippet.title,
  thumbnailUrl: pictureOf(snippet.thumbnails),
  publishedAt: new Date(snippet.publishedAt),
  metrics: {
    ...noMetrics,
    // A count that the owner hides is not there.
    likes: statistics?.likeCount ?? null,
    comments: statistics?.commentCount ?? null,
    views: statistics?.viewCount ?? null,
  },
});
