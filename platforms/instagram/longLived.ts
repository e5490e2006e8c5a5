import { readGrant } from '../oauth.ts';
import type { Platform, TokenGrant } from '../platform.ts';

/**
 * A code gives a token of an hour; this turns it into one of 60 days. The long token takes the scopes along.
 * https://developers.facebook.com/docs/instagram-platform/reference/access_token
 */
export const exchange: NonNullable<Platform['exchange']> = async ({ http, clientSecret }, grant) => {
  const query = {
    grant_type: 'ig_exchange_token',
    client_secret: clientSecret,
    access_token: grant.accessToken,
  };
  const { json } = await http.send({ host: 'graph', path: '/access_token', query });
  return longLived(json, grant.scopes);
};

/**
 * 60 more days, for a token that is a day old and not expired. The answer's token replaces the old one.
 * https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token
 */
export const refresh: NonNullable<Platform['refresh']> = async ({ http }, { accessToken }) => {
  const query = { grant_type: 'ig_refresh_token', access_token: accessToken };
  const { json } = await http.send({ host: 'graph', path: '/refresh_access_token', query });
  return longLived(json, null);
};

const longLived = (json: unknown, scopes: string[] | null): TokenGrant => {
  const grant = readGrant(json);
  return { ...grant, scopes: grant.scopes ?? scopes };
};
