import { expect } from '@jest/globals';
import type { ApiClient, Json } from './apiClient.ts';
import type { TestApi } from './testApi.ts';

/** People of the sandbox's TikTok, by the ids that TikTok knows them by. */
export const tiktokAccounts = {
  atelier: '-000tlrwo5wZKsaVVwkiJZxZ4ZOj2qUTPKGL',
  max: '-000QnhbTXkGWqd8hUTZ0vIMdMIrDEEo61vF',
  newcomer: '-000bJlPtvMjRnEcxKpD1ZfYwAqHs7uNoGhV',
};

interface Decision {
  account?: string;
  decision?: 'allow' | 'deny';
  /** What is ticked; everything when left out. */
  scopes?: string[];
  pages?: string[];
}

/** A consent that was begun, and the cookie of the browser that began it. */
interface BegunConsent {
  address: string;
  cookie: string;
}

/** Begins a consent as a person does: asks for the address, and keeps the cookie. */
export async function beginConsent(
  client: ApiClient,
  platform: string,
  { force = false, cookie = '' } = {},
): Promise<BegunConsent> {
  const { status, body, headers } = await client.get(
    `/api/social-accounts/connect/${platform}?force=${String(force)}`,
    { headers: cookie ? { cookie } : {} },
  );
  expect({ status, body }).toMatchObject({ status: 200 });
  return { address: body.authorization_url, cookie: headers.get('set-cookie')?.split(';')[0] ?? '' };
}

/** Decides on the platform's consent page; returns where the platform sends the browser: path and query. */
export async function decide(
  { address }: BegunConsent,
  { account = tiktokAccounts.atelier, decision = 'allow', ...ticked }: Decision = {},
): Promise<string> {
  const body = new URLSearchParams({ decision, account });
  // As the page's own form does: a field without anything ticked is empty.
  for (const scope of ticked.scopes ? ['', ...ticked.scopes] : []) body.append('scope', scope);
  for (const page of ticked.pages ? ['', ...ticked.pages] : []) body.append('pages', page);
  const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(302);
  const location = new URL(answer.headers.get('location') ?? '');
  return location.pathname + location.search;
}

/** Follows the platform's redirect; returns what the dashboard is told. */
export async function comeBack(
  api: Pick<TestApi, 'stranger'>,
  path: string,
  cookie = '',
): Promise<Record<string, string>> {
  const answer = await api.stranger().get(path, { headers: { 'accept-language': 'en', cookie } });
  expect(answer.status).toBe(302);
  const location = new URL(answer.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe('http://localhost:8000/dashboard/accounts');
  return Object.fromEntries(location.searchParams);
}

/** Connects an account through the platform's consent page; returns the connection. */
export async function connectAccount(
  api: Pick<TestApi, 'stranger'>,
  client: ApiClient,
  platform = 'tiktok',
  decision: Decision & { force?: boolean } = {},
): Promise<Json> {
  const begun = await beginConsent(client, platform, { force: decision.force ?? false });
  expect(await comeBack(api, await decide(begun, decision), begun.cookie)).toMatchObject({
    success: 'true',
    platform,
  });
  const account = decision.account ?? tiktokAccounts.atelier;
  const { body } = await client.get(`/api/social-media/connections?platform=${platform}`);
  return body.find((each: Json) => each.platform_user_id === account);
}
