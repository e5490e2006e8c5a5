import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import type { Connection } from '../db/models/connection.ts';
import { OAuthState } from '../db/models/oauthState.ts';
import { rows } from '../db/query.ts';
import { createVault } from '../db/vault.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { aConnection } from '../test/support/figures.ts';
import { aMember, type Member } from '../test/support/members.ts';
import { planOf } from '../test/support/queryPlan.ts';
import { consentIdentity } from './connections/consentTerms.ts';
import { tokenIdentity } from './connections/connectionTokens.ts';
import { rotateKeys } from './rotateKeys.ts';
import { hashSecret } from './secrets.ts';

const [oldest, older, present] = ['the oldest key', 'the older key', 'the present key'].map((name) =>
  name.padEnd(32, '.'),
) as [string, string, string];
const vault = createVault(present, older);

let member: Member;
beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 1 });
  member = await aMember();
});
afterAll(closeDatabase);
beforeEach(() => rows('truncate social_media_connections, oauth_states cascade'));

/** A connection whose access token is sealed with `key`; its place among the others' is by its id. */
function connectedWith(key: string, id: string = randomUUID()): Promise<Connection> {
  const accessTokenEncrypted = createVault(key).seal('a token', tokenIdentity(id, 'access'));
  return aConnection(member, { id, accessTokenEncrypted, refreshTokenEncrypted: null });
}

/** A consent that was begun with a verifier that the older key sealed. */
async function consentWith(state: string): Promise<void> {
  const stateHash = hashSecret(state);
  await OAuthState.create({
    ...{ stateHash, nonceHash: stateHash, platform: 'twitter', projectId: member.projectId },
    ...{ userId: member.user.id, redirectUri: 'https://social.example', expiresAt: new Date() },
    codeVerifierEncrypted: createVault(older).seal(state, consentIdentity(stateHash, 'verifier')),
  });
}

test('a value whose key is not here keeps no other from being sealed anew, and is reported', async () => {
  const lost = await connectedWith(oldest, '00000000-0000-4000-8000-000000000000');
  await connectedWith(older);
  const { rotated, unopened } = await rotateKeys(vault);
  expect(rotated).toBe(1);
  expect([...unopened]).toEqual([
    [
      expect.stringMatching(/^social_media_connections\.access_token_encrypted: the key \w{8} that sealed/),
      1,
    ],
  ]);
  expect(await lost.reload()).toMatchObject({ accessTokenEncrypted: lost.accessTokenEncrypted });
  expect(await rotateKeys(createVault(present))).toMatchObject({ rotated: 0, unopened: { size: 1 } });
});

test('more values than a batch holds are sealed anew, of every kind of key', async () => {
  const states = Array.from({ length: 250 }, (_, place) => `state ${place}`);
  await Promise.all(states.map(consentWith));
  expect(await rotateKeys(vault)).toEqual({ rotated: 250, unopened: new Map() });
  for (const { stateHash, codeVerifierEncrypted } of await OAuthState.findAll())
    expect(states).toContain(
      createVault(present).open(codeVerifierEncrypted ?? Buffer.of(), consentIdentity(stateHash, 'verifier')),
    );
});

test.each([
  ['reading', 'access_token_encrypted as value'],
  ['writing', 'set access_token_encrypted'],
])('%s finds rows by their key, and no table is read whole for each', async (_, part) => {
  await connectedWith(older);
  expect(await planOf(part, () => rotateKeys(vault))).toMatch(/Index Cond: \(\(?id [>=]/);
});
