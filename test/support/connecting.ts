import type { TestApi } from './testApi.ts';
import type { TestPerson } from './people.ts';

/**
 * Connects an account as its owner does in a browser: begins, consents on the platform's page in the sandbox, follows
 * the way back. Returns the connection as the API shows it.
 */
export async function connect(
  api: Pick<TestApi, 'url'>,
  person: TestPerson,
  platform: string,
  account: string,
) {
  const began = await person.client.get(`/api/social-accounts/connect/${platform}`);
  if (began.status !== 200) throw new Error(`cannot begin: ${JSON.stringify(began.body)}`);
  const cookie = began.headers.get('set-cookie')?.split(';')[0] ?? '';
  const consent = await fetch(began.body.authorization_url, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'allow', account }),
    redirect: 'manual',
  });
  const back = new URL(consent.headers.get('location') ?? '');
  const returned = await fetch(api.url + back.pathname + back.search, {
    headers: { cookie },
    redirect: 'manual',
  });
  const end = new URL(returned.headers.get('location') ?? '');
  if (end.searchParams.get('success') !== 'true') throw new Error(`not connected: ${end.search}`);
  const { body } = await person.client.get(`/api/social-media/connections?platform=${platform}`);
  const found = body.find((each: { platform_user_id: string }) => each.platform_user_id === account);
  return found as { id: string; platform: string; username: string; last_synced_at: string | null };
}
