import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signLink } from '../../commands/linkTokens.ts';
import { hashSecret } from '../../commands/secrets.ts';
import { Mail } from '../../db/models/mail.ts';
import { PasswordReset } from '../../db/models/passwordReset.ts';
import { RefreshToken } from '../../db/models/refreshToken.ts';
import { Session } from '../../db/models/session.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const rotate = (token: string) => api.stranger().post('/api/v1/auth/refresh', { refresh_token: token });
const refreshAccess = (token: string) => api.stranger().post('/api/auth/token/refresh/', { refresh: token });
const signIn = ({ username }: TestPerson, password = aPassword) =>
  api.stranger().post('/api/auth/login', { username, password });
const holding = (access: string) => api.stranger().with({ authorization: `Bearer ${access}` });

/** Lets more than the ten seconds of grace pass for a token that was rotated. */
const rotatedLongAgo = (token: string) =>
  RefreshToken.update(
    { rotatedAt: new Date(Date.now() - 11_000) },
    { where: { tokenHash: hashSecret(token) } },
  );

describe('/api/v1/auth/refresh', () => {
  test('exchanges a token for new ones, in the shape of the login', async () => {
    const { refresh, username } = await aPerson(api);
    const { status, body } = await rotate(refresh);
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 900,
    });
    expect(body.refresh_token).not.toBe(refresh);
    expect((await holding(body.access_token).get('/api/auth/me')).body.username).toBe(username);
  });

  test('takes a token twice within seconds: two tabs of a browser both stay signed in', async () => {
    const { refresh } = await aPerson(api);
    const tabs = await Promise.all(Array.from({ length: 5 }, () => rotate(refresh)));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const tokens = tabs.map(({ body }) => body.refresh_token);
    expect(new Set(tokens).size).toBe(5);
    for (const token of tokens) expect((await rotate(token)).status).toBe(200);
  });

  test('ends the session when a token comes back later: thief and owner must sign in', async () => {
    const { refresh, client } = await aPerson(api);
    const { body } = await rotate(refresh);
    await rotatedLongAgo(refresh);

    expect(await rotate(refresh)).toMatchObject({ status: 401, body: { code: 'invalid_refresh_token' } });
    expect((await rotate(body.refresh_token)).status).toBe(401);
    expect((await holding(body.access_token).get('/api/auth/me')).body.code).toBe('session_ended');
    expect((await client.get('/api/auth/me')).status).toBe(401);
    const token = await RefreshToken.findByPk(hashSecret(refresh), { rejectOnEmpty: true });
    expect(await Session.findByPk(token.sessionId)).toMatchObject({ revokedBecause: 'reuse' });
  });

  test('lets a session live thirty days from its last use, and no longer', async () => {
    const { refresh } = await aPerson(api);
    const { sessionId } = await RefreshToken.findByPk(hashSecret(refresh), { rejectOnEmpty: true });
    const expireAt = (expiresAt: Date) => Session.update({ expiresAt }, { where: { id: sessionId } });

    await expireAt(new Date(Date.now() + 60_000));
    const { body } = await rotate(refresh);
    const session = await Session.findByPk(sessionId, { rejectOnEmpty: true });
    expect(session.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 60 * 60 * 1000);

    await expireAt(new Date());
    expect((await rotate(body.refresh_token)).status).toBe(401);
  });

  test.each(['', 'x', 'a'.repeat(5000)])('refuses what is no token', async (token) => {
    expect([401, 422]).toContain((await rotate(token)).status);
  });
});

describe('/api/auth/token/refresh', () => {
  test('gives an access token and leaves the refresh token as it is', async () => {
    const { refresh, username } = await aPerson(api);
    for (const attempt of [await refreshAccess(refresh), await refreshAccess(refresh)]) {
      expect(attempt.body).toEqual({ access: expect.any(String) });
      expect((await holding(attempt.body.access).get('/api/auth/me')).body.username).toBe(username);
    }
  });

  test('takes the reuse of a token that was rotated elsewhere as theft too', async () => {
    const { refresh } = await aPerson(api);
    const { body } = await rotate(refresh);
    await rotatedLongAgo(refresh);
    expect((await refreshAccess(refresh)).status).toBe(401);
    expect((await rotate(body.refresh_token)).status).toBe(401);
  });
});

describe('sessions', () => {
  test('are listed with where they began, and end one by one', async () => {
    const person = await aPerson(api);
    const elsewhere = await api
      .stranger()
      .with({ 'user-agent': 'Elsewhere/1.0' })
      .post('/api/auth/login', { username: person.username, password: aPassword });
    const { body: sessions, headers } = await person.client.get('/api/v1/auth/sessions');
    expect(headers.get('x-total-count')).toBe('2');
    expect(sessions).toMatchObject([
      { current: false, user_agent: 'Elsewhere/1.0', address: expect.stringMatching(/^10\./) },
      { current: true },
    ]);

    expect((await person.client.delete(`/api/v1/auth/sessions/${sessions[0].id}`)).status).toBe(204);
    expect((await holding(elsewhere.body.access).get('/api/auth/me')).body.code).toBe('session_ended');
    expect((await refreshAccess(elsewhere.body.refresh)).status).toBe(401);
    expect((await person.client.get('/api/v1/auth/sessions')).body).toHaveLength(1);
    expect((await person.client.delete(`/api/v1/auth/sessions/${sessions[0].id}`)).status).toBe(404);
  });

  test('of others cannot be ended', async () => {
    const [one, other] = [await aPerson(api), await aPerson(api)];
    const { body } = await one.client.get('/api/v1/auth/sessions');
    expect((await other.client.delete(`/api/v1/auth/sessions/${body[0].id}`)).status).toBe(404);
    expect((await one.client.get('/api/auth/me')).status).toBe(200);
  });

  test('end all at once, the present one too', async () => {
    const person = await aPerson(api);
    const { body } = await signIn(person);
    expect((await person.client.delete('/api/v1/auth/sessions')).status).toBe(204);
    expect((await person.client.get('/api/auth/me')).status).toBe(401);
    expect((await refreshAccess(body.refresh)).status).toBe(401);
  });
});

describe('changing the password', () => {
  const newPassword = 'Battery-staple-9';
  const change = ({ client }: TestPerson, wrong: Record<string, string> = {}) =>
    client.post('/api/auth/change-password/', {
      old_password: aPassword,
      new_password: newPassword,
      new_password2: newPassword,
      ...wrong,
    });

  test('ends every session and begins a new one', async () => {
    const person = await aPerson(api);
    const { status, body } = await change(person);
    expect(status).toBe(200);
    expect(body).toEqual({
      message: 'Mot de passe modifié avec succès',
      tokens: { access: expect.any(String), refresh: expect.any(String) },
    });
    expect((await person.client.get('/api/auth/me')).body.code).toBe('session_ended');
    expect((await rotate(person.refresh)).status).toBe(401);
    expect((await holding(body.tokens.access).get('/api/auth/me')).status).toBe(200);
    expect((await signIn(person)).status).toBe(401);
    expect((await signIn(person, newPassword)).status).toBe(200);
  });

  test.each([
    ['old_password', { old_password: 'Wrong-horse-7' }],
    ['new_password2', { new_password2: 'Something-else-7' }],
    ['new_password', { new_password: 'password123', new_password2: 'password123' }],
  ])('names the field %s that is wrong, and changes nothing', async (field, wrong) => {
    const person = await aPerson(api);
    const { status, body } = await change(person, wrong);
    expect(status).toBe(400);
    expect(Object.keys(body.details)).toEqual([field]);
    expect((await signIn(person)).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  const newPassword = 'Battery-staple-9';
  const forget = (email: string) => api.stranger().post('/api/v1/auth/forgot-password', { email });
  const reset = (token: string, password = newPassword) =>
    api.stranger().post('/api/v1/auth/reset-password', { token, new_password: password });
  /** The token of the link in the latest mail to somebody. */
  async function linkSentTo(email: string): Promise<string> {
    const mail = await Mail.findOne({
      where: { recipient: email, kind: 'password_reset' },
      order: [['createdAt', 'DESC']],
      rejectOnEmpty: true,
    });
    return signLink(api.config.JWT_SECRET ?? '', 'password-reset', mail.subjectId);
  }

  test('is replaced by the link of a mail, once, and every session ends', async () => {
    const person = await aPerson(api);
    expect((await forget(person.email.toUpperCase())).status).toBe(202);
    const link = await linkSentTo(person.email);

    expect((await reset(link, 'password123')).body.details.new_password).toHaveLength(1);
    expect(await reset(link)).toMatchObject({
      status: 200,
      body: { message: 'The password is set. Sign in with it.' },
    });
    expect((await person.client.get('/api/auth/me')).status).toBe(401);
    expect((await signIn(person, newPassword)).status).toBe(200);
    expect(await reset(link)).toMatchObject({ status: 400, body: { code: 'reset_link_invalid' } });
  });

  test('is set once though the link is used five times at once', async () => {
    const { email } = await aPerson(api);
    await forget(email);
    const link = await linkSentTo(email);
    const answers = await Promise.all(Array.from({ length: 5 }, () => reset(link)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
  });

  test('has one link that works: the latest', async () => {
    const { email } = await aPerson(api);
    await forget(email);
    const first = await linkSentTo(email);
    await forget(email);
    expect((await reset(first)).body.code).toBe('reset_link_invalid');
    expect((await reset(await linkSentTo(email))).status).toBe(200);
  });

  test('has a link that works for thirty minutes', async () => {
    const { email } = await aPerson(api);
    await forget(email);
    const link = await linkSentTo(email);
    const id = link.split('.')[0];
    const { createdAt, expiresAt } = await PasswordReset.findOne({ where: { id }, rejectOnEmpty: true });
    expect((expiresAt.getTime() - createdAt.getTime()) / 60_000).toBeCloseTo(30, 0);
    await PasswordReset.update({ expiresAt: new Date() }, { where: { id } });
    expect((await reset(link)).body.code).toBe('reset_link_invalid');
  });

  test('is answered the same for an address that nobody has, and no mail goes there', async () => {
    const { email } = await aPerson(api);
    const [known, unknown] = [await forget(email), await forget('nobody@example.com')];
    expect(unknown).toMatchObject({ status: known.status, body: known.body });
    expect(await Mail.count({ where: { recipient: 'nobody@example.com' } })).toBe(0);
  });

  test('changed by who remembers it makes the link useless', async () => {
    const person = await aPerson(api);
    await forget(person.email);
    const link = await linkSentTo(person.email);
    await person.client.post('/api/auth/change-password', {
      old_password: aPassword,
      new_password: newPassword,
      new_password2: newPassword,
    });
    expect((await reset(link)).body.code).toBe('reset_link_invalid');
  });

  test.each(['', 'x', 'x.y', `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.AAAA`])(
    'is not set by the made-up link %j',
    async (token) => {
      expect([400, 422]).toContain((await reset(token)).status);
    },
  );
});
