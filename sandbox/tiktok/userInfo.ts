import { avatarUrl } from '../social/pictures.ts';
import type { AccountCall, Endpoint } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';
import { statisticsAt } from '../social/statistics.ts';
import { logIdOf } from './errors.ts';

type Field = [scope: string, value: (call: AccountCall) => string | number | boolean];

const count =
  (name: 'followers' | 'following' | 'likes' | 'posts') =>
  ({ account, now }: AccountCall) =>
    statisticsAt(account, now)[name];
const avatar = ({ origin, account }: AccountCall) => avatarUrl(origin, account);

/** Each field with the scope it needs: https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info */
const fields: Record<string, Field> = {
  open_id: ['user.info.basic', ({ account }) => account.id],
  // The same for all apps of a developer.
  union_id: [
    'user.info.basic',
    ({ account }) => `c9c60f44-a68e-4f5d-84dd-${account.number.padStart(12, '0')}`,
  ],
  avatar_url: ['user.info.basic', avatar],
  avatar_url_100: ['user.info.basic', avatar],
  avatar_large_url: ['user.info.basic', avatar],
  display_name: ['user.info.basic', ({ account }) => account.name],
  bio_description: ['user.info.profile', ({ account }) => account.biography],
  profile_deep_link: ['user.info.profile', ({ account }) => `https://vm.tiktok.com/${account.handle}/`],
  is_verified: ['user.info.profile', ({ account }) => account.verified],
  username: ['user.info.profile', ({ account }) => account.handle],
  follower_count: ['user.info.stats', count('followers')],
  following_count: ['user.info.stats', count('following')],
  likes_count: ['user.info.stats', count('likes')],
  video_count: ['user.info.stats', count('posts')],
};

/** The fields that a request asks for. @throws {Refused} when it asks for none, or one that there is not. */
export function readFields(call: AccountCall, known: string[]): string[] {
  const asked = (call.query.get('fields') ?? '').split(',').filter(Boolean);
  if (asked.length === 0) throw new Refused('invalid_parameter', 'Fields is a required parameter.');
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Refused('invalid_parameter', `Invalid fields: ${unknown.join(', ')}.`);
  }
  return asked;
}

export const userInfo: Endpoint = {
  method: 'GET',
  path: '/api/v2/user/info/',
  handle(call) {
    const asked = readFields(call, Object.keys(fields)).flatMap((name) => {
      const field = fields[name];
      return field ? [{ name, scope: field[0], value: field[1] }] : [];
    });
    if (asked.some(({ scope }) => !call.scopes.includes(scope))) {
      throw new Refused('missing_scope', 'A field needs a scope that was not authorized.');
    }
    const user = Object.fromEntries(asked.map(({ name, value }) => [name, value(call)]));
    call.ctx.body = { data: { user }, error: { code: 'ok', message: '', log_id: logIdOf(call) } };
  },
};
