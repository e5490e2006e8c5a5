import { z } from 'zod';
import { NeedsReauthorization, unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import { noStatistics, type Platform, type Profile } from '../platform.ts';

const Thumbnail = z.object({ url: z.string() }).nullish();
/** Pictures come in sizes that not every one has. */
export const Thumbnails = z.object({ default: Thumbnail, medium: Thumbnail, high: Thumbnail }).nullish();
export const pictureOf = (thumbnails: z.infer<typeof Thumbnails>): string | null =>
  (thumbnails?.medium ?? thumbnails?.high ?? thumbnails?.default)?.url ?? null;

/** 64-bit numbers are written as text. */
export const Count = z.coerce.number().int().nullish();

const Channel = z.object({
  id: z.string(),
  snippet: z.object({
    title: z.string(),
    /** The handle, with its @. */
    customUrl: z.string().nullish(),
    thumbnails: Thumbnails,
  }),
  statistics: z
    .object({
      viewCount: Count,
      /** Rounded down to three digits that count. */
      subscriberCount: Count,
      hiddenSubscriberCount: z.boolean().nullish(),
      videoCount: Count,
    })
    .nullish(),
  contentDetails: z
    .object({ relatedPlaylists: z.object({ uploads: z.string().nullish() }).nullish() })
    .nullish(),
});
/** Without a channel there are no items at all. */
const ChannelList = z.object({ kind: z.string(), items: z.array(Channel).default([]) });

/** https://developers.google.com/youtube/v3/docs/channels/list */
async function readChannels({
  http,
  accessToken,
}: Pick<AccountCall, 'http' | 'accessToken'>): Promise<z.infer<typeof Channel>[]> {
  const { json } = await http.send({
    host: 'api',
    path: '/youtube/v3/channels',
    query: { part: 'snippet,statistics,contentDetails', mine: 'true', maxResults: 50 },
    bearer: accessToken,
  });
  const list = ChannelList.safeParse(json);
  if (!list.success) throw unreadable('YouTube answered no list of channels');
  return list.data.items;
}

/** The account's own channel. @throws {NeedsReauthorization} when the token does not open it any more. */
export async function readChannel(call: AccountCall): Promise<z.infer<typeof Channel>> {
  const channel = (await readChannels(call)).find(({ id }) => id === call.externalId);
  if (!channel) throw new NeedsReauthorization('YouTube shows this token no such channel');
  return channel;
}

export const accounts: Platform['accounts'] = async (call) => (await readChannels(call)).map(presentChannel);

export const profile: Platform['profile'] = async (call) => presentChannel(await readChannel(call));

const presentChannel = ({ id, snippet }: z.infer<typeof Channel>): Profile => ({
  externalId: id,
  username: snippet.customUrl?.replace(/^@/, '') ?? snippet.title,
  displayName: snippet.title,
  profileUrl: `https://www.youtube.com/channel/${id}`,
  avatarUrl: pictureOf(snippet.thumbnails),
});

export const statistics: Platform['statistics'] = async (call) => {
  const { statistics: told } = await readChannel(call);
  return {
    ...noStatistics,
    followers: told?.hiddenSubscriberCount ? null : (told?.subscriberCount ?? null),
    posts: told?.videoCount ?? null,
    views: told?.viewCount ?? null,
  };
};
