import type { NodeFields } from '../graph/fields.ts';
import { numberOf, type Account } from '../social/accounts.ts';
import { avatarUrl } from '../social/pictures.ts';
import type { AccountCall } from '../social/platform.ts';
import { statisticsAt } from '../social/statistics.ts';

/** A person's id for one app: another app sees another. */
export const appScopedId = (clientId: string, { id }: Account): string =>
  `2${numberOf(`${clientId} ${id}`)}000000`;

/** The account as a node. */
interface UserNode {
  id: string;
  call: AccountCall;
}

const figure =
  (name: 'followers' | 'following' | 'posts') =>
  ({ call }: UserNode): number =>
    statisticsAt(call.account, call.now)[name];

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started */
export const userFields: NodeFields<UserNode> = {
  user_id: ({ call }) => call.account.id,
  username: ({ call }) => call.account.handle,
  name: ({ call }) => call.account.name,
  account_type: () => 'BUSINESS',
  biography: ({ call }) => call.account.biography || undefined,
  profile_picture_url: ({ call }) => avatarUrl(call.origin, call.account),
  followers_count: figure('followers'),
  follows_count: figure('following'),
  media_count: figure('posts'),
};
