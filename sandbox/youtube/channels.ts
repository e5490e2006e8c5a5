import { findAccount, type Account } from '../social/accounts.ts';
import { avatarUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { statisticsAt } from '../social/statistics.ts';
import { readingScopes, readMaximum, readParts, resource, thumbnails } from './resources.ts';

type Subject = { account: Account; call: AccountCall };

/** developers.google.com/youtube/v3/docs/channels */
const parts: Record<string, (subject: Subject) => unknown> = {
  snippet: ({ account, call }) => ({
    title: account.name,
    description: account.biography,
    customUrl: `@${account.handle}`,
    publishedAt: new Date(account.createdAt).toISOString(),
    thumbnails: thumbnails(avatarUrl(call.origin, account)),
    localized: { title: account.name, description: account.biography },
  }),
  contentDetails: ({ account }) => ({ relatedPlaylists: { likes: '', uploads: uploadsOf(account) } }),
  statistics: ({ account, call }) => statisticsOf(account, call.now),
  status: () => ({ privacyStatus: 'public', isLinked: true, longUploadsStatus: 'allowed' }),
};

export const uploadsOf = ({ id }: Account): string => id.replace(/^UC/, 'UU');

/** Numbers are text; subscribers are rounded down to three digits, and not told when the owner hides them. */
function statisticsOf(account: Account, now: number) {
  const { followers, posts, views } = statisticsAt(account, now);
  const unit = 10 ** Math.max(0, String(followers).length - 3);
  const hidden = account.details.hiddenSubscribers === 'yes';
  return {
    viewCount: String(views),
    subscriberCount: hidden ? '0' : String(Math.floor(followers / unit) * unit),
    hiddenSubscriberCount: hidden,
    videoCount: String(posts),
  };
}

/** developers.google.com/youtube/v3/docs/channels/list */
export const channels: Endpoint = {
  method: 'GET',
  path: '/api/youtube/v3/channels',
  scopes: readingScopes,
  handle(call) {
    const asked = readParts(call, Object.keys(parts));
    readMaximum(call);
    const found = selected(call);
    call.ctx.body = {
      kind: 'youtube#channelListResponse',
      pageInfo: { totalResults: found.length, resultsPerPage: 5 },
      // Without a channel there are no items.
      ...(found.length > 0 && {
        items: found.map((account) => resource('channel', account.id, asked, parts, { account, call })),
      }),
    };
  },
};

function selected({ query, account, store, platform }: AccountCall): Account[] {
  if (query.get('mine') === 'true') return [account];
  const ids = (query.get('id') ?? '').split(',').filter(Boolean);
  if (ids.length === 0) {
    throw new Refused('invalid_parameter', 'No filter selected. Expected one of: mine, id');
  }
  return ids.flatMap((id) => findAccount(store, platform.name, id) ?? []);
}
