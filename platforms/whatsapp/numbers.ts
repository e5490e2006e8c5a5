import { z } from 'zod';
import { NeedsReauthorization, unreadable } from '../errors.ts';
import type { PlatformHttp } from '../http.ts';
import type { AccountCall, AppCall } from '../credentials.ts';
import { noStatistics, type Platform, type Profile } from '../platform.ts';

const PhoneNumber = z.object({
  id: z.string(),
  display_phone_number: z.string(),
  verified_name: z.string().nullish(),
});
const fields = 'id,display_phone_number,verified_name';

const Debugged = z.object({
  data: z.object({
    is_valid: z.boolean(),
    scopes: z.array(z.string()).nullish(),
    granular_scopes: z
      .array(z.object({ scope: z.string(), target_ids: z.array(z.string()).nullish() }))
      .nullish(),
  }),
});

/**
 * What a token is and opens, which the app that it was given to is told:
 * https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
async function debugToken({
  http,
  clientId,
  clientSecret,
  accessToken,
}: AppCall & Pick<AccountCall, 'accessToken'>): Promise<z.infer<typeof Debugged>['data']> {
  const query = { input_token: accessToken, access_token: `${clientId}|${clientSecret}` };
  const { json } = await http.send({ host: 'graph', path: '/{version}/debug_token', query });
  const debugged = Debugged.safeParse(json);
  if (!debugged.success) throw unreadable('WhatsApp did not tell what was granted');
  if (!debugged.data.data.is_valid) throw new NeedsReauthorization('WhatsApp knows no such token');
  return debugged.data.data;
}

export const grantedScopes: NonNullable<Platform['grantedScopes']> = async (call) =>
  (await debugToken(call)).scopes ?? [];

/**
 * The phone numbers of the business accounts that the consent names: the token's scopes tell the accounts, each its
 * numbers. https://developers.facebook.com/docs/whatsapp/embedded-signup/manage-accounts
 */
export const accounts: Platform['accounts'] = async (call) => {
  const { http, accessToken } = call;
  const businessAccounts = new Set(
    ((await debugToken(call)).granular_scopes ?? [])
      .filter(({ scope }) => scope === 'whatsapp_business_management')
      .flatMap(({ target_ids: ids }) => ids ?? []),
  );
  const numbers: Profile[] = [];
  for (const id of businessAccounts) numbers.push(...(await numbersOf(http, accessToken, id)));
  return numbers;
};

async function numbersOf(
  http: PlatformHttp,
  accessToken: string,
  businessAccountId: string,
): Promise<Profile[]> {
  const query = { fields, access_token: accessToken };
  const { json } = await http.send({
    host: 'graph',
    path: `/{version}/${businessAccountId}/phone_numbers`,
    query,
  });
  const list = z.object({ data: z.array(PhoneNumber) }).safeParse(json);
  if (!list.success) throw unreadable('WhatsApp answered no phone numbers');
  return list.data.data.map(presentNumber);
}

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status */
export const profile: Platform['profile'] = async ({ http, accessToken, externalId }) => {
  const query = { fields, access_token: accessToken };
  const { json } = await http.send({ host: 'graph', path: `/{version}/${externalId}`, query });
  const number = PhoneNumber.safeParse(json);
  if (!number.success) throw unreadable('WhatsApp answered no phone number');
  return presentNumber(number.data);
};

const presentNumber = ({
  id,
  display_phone_number: number,
  verified_name: name,
}: z.infer<typeof PhoneNumber>): Profile => ({
  externalId: id,
  username: number,
  displayName: name ?? number,
  profileUrl: `https://wa.me/${number.replace(/\D/g, '')}`,
  avatarUrl: null,
});

/** A phone number has no followers: that it still answers is all there is to know. */
export const statistics: Platform['statistics'] = async (call) => {
  await profile(call);
  return noStatistics;
};
