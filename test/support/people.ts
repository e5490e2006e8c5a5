import { randomBytes } from 'node:crypto';
import type { ApiClient } from './apiClient.ts';
import type { TestApi } from './testApi.ts';

export const aPassword = 'Correct-horse-7';

export interface TestPerson {
  id: number;
  username: string;
  email: string;
  refresh: string;
  /** Calls as this person, from an address of their own. */
  client: ApiClient;
}

/** A person who has just registered, with a default project of their own. */
export async function aPerson(api: Pick<TestApi, 'stranger'>, name = 'person'): Promise<TestPerson> {
  const username = `${name}_${randomBytes(4).toString('hex')}`;
  const email = `${username}@example.com`;
  const stranger = api.stranger();
  const { status, body } = await stranger.post('/api/auth/register/', {
    username,
    email,
    password: aPassword,
    password2: aPassword,
  });
  if (status !== 201) throw new Error(`${username} could not register: ${JSON.stringify(body)}`);
  const client = stranger.with({ authorization: `Bearer ${body.tokens.access}` });
  return { id: body.user.id, username, email, refresh: body.tokens.refresh, client };
}
