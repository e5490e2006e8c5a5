import { z } from 'zod';
import { unreadable } from '../errors.ts';
import { readGrant } from '../oauth.ts';
import type { Platform } from '../platform.ts';

/**
 * A person's token of an hour or two, turned into one of 60 days.
 * https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
 */
export const exchange: NonNullable<Platform['exchange']> = async (
  { http, clientId, clientSecret },
  grant,
) => {
  const query = {
    grant_type: 'fb_exchange_token',
    client_id: clientId,
    client_secret: clientSecret,
    fb_exchange_token: grant.accessToken,
  };
  const { json } = await http.send({ host: 'graph', path: '/{version}/oauth/access_token', query });
  const longLived = readGrant(json);
  return { ...longLived, scopes: longLived.scopes ?? grant.scopes };
};

const Permissions = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });

/** https://developers.facebook.com/docs/graph-api/reference/user/permissions: each is granted, declined or expired. */
export const grantedScopes: NonNullable<Platform['grantedScopes']> = async ({ http, accessToken }) => {
  const query = { access_token: accessToken };
  const { json } = await http.send({ host: 'graph', path: '/{version}/me/permissions', query });
  const permissions = Permissions.safeParse(json);
  if (!permissions.success) throw unreadable('Facebook did not tell what was granted');
  return permissions.data.data
    .filter(({ status }) => status === 'granted')
    .map(({ permission }) => permission);
};
