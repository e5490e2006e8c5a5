import { z } from 'zod';
import { unreadable } from '../errors.ts';
import type { AccountCall } from '../credentials.ts';
import { noStatistics, type Platform } from '../platform.ts';

const Member = z.object({
  sub: z.string(),
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
  picture: z.string().nullish(),
});

/** What every call of the API says of it: https://learn.microsoft.com/linkedin/marketing/versioning */
export const restHeaders = ({ version }: AccountCall['http']): Record<string, string> => ({
  'linkedin-version': version,
  'x-restli-protocol-version': '2.0.0',
});

/** https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2 */
async function readMember({
  http,
  accessToken,
}: Pick<AccountCall, 'http' | 'accessToken'>): Promise<z.infer<typeof Member>> {
  const { json } = await http.send({
    host: 'api',
    path: '/v2/userinfo',
    headers: restHeaders(http),
    bearer: accessToken,
  });
  const result = Member.safeParse(json);
  if (!result.success) throw unreadable('LinkedIn answered no member');
  return result.data;
}

export const profile: Platform['profile'] = async (call) => {
  const { sub, name, given_name: given, family_name: family, picture } = await readMember(call);
  const known = name ?? ([given, family].filter(Boolean).join(' ') || sub);
  return {
    externalId: sub,
    // The handle in the address of a profile is not told: a member goes by their name.
    username: known,
    displayName: known,
    profileUrl: null,
    avatarUrl: picture ?? null,
  };
};

/** A consent opens the one member who gave it. */
export const accounts: Platform['accounts'] = async (call) => [await profile({ ...call, externalId: '' })];

/** A member's followers take a permission that only partners have: that the token opens is all there is to know. */
export const statistics: Platform['statistics'] = async (call) => {
  await readMember(call);
  return noStatistics;
};
