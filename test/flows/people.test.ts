import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import sharp from 'sharp';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import { Outbox } from '../../db/models/outbox.ts';
import { Project } from '../../db/models/project.ts';
import { User } from '../../db/models/user.ts';
import { aPassword, aPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

const supabaseSecret = 'a secret that Supabase and we know';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ SUPABASE_JWT_SECRET: supabaseSecret });
});
afterAll(() => api.close());

const aName = (stem = 'john') => `${stem}_${randomBytes(5).toString('hex')}`;
const registration = (username = aName()) => ({
  username,
  email: `${username}@example.com`,
  password: aPassword,
  password2: aPassword,
});

describe('registering', () => {
  test('answers as image-automation-api says, and signs in', async () => {
    const wanted = { ...registration(), first_name: 'John', last_name: 'Doe' };
    const { status, body } = await api.stranger().post('/api/auth/register/', wanted);

    const { password: _password, password2: _again, ...person } = wanted;
    expect(status).toBe(201);
    expect(body).toEqual({
      user: { id: expect.any(Number), ...person },
      tokens: { access: expect.any(String), refresh: expect.any(String) },
      message: 'Utilisateur créé avec succès',
    });
    const me = await api
      .stranger()
      .with({ authorization: `Bearer ${body.tokens.access}` })
      .get('/api/auth/me/');
    expect(me.body).toEqual({ ...body.user, date_joined: expect.any(String) });
  });

  test('answers as commerce-api-v1 says, and makes a user name of the address', async () => {
    const email = `${aName('jane')}@example.com`;
    const registered = await api.stranger().post('/api/v1/auth/register', {
      ...{ email, password: aPassword, name: 'Jane van Dam', timezone: 'Europe/Paris' },
    });
    expect(registered).toMatchObject({
      status: 201,
      body: { email, name: 'Jane van Dam', role: 'user', is_active: true },
    });

    const stranger = api.stranger();
    const login = await stranger.post('/api/v1/auth/login', { email, password: aPassword });
    expect(login.body).toMatchObject({ token_type: 'bearer', expires_in: 900 });
    const jane = stranger.with({ authorization: `Bearer ${login.body.access_token}` });
    expect((await jane.get('/api/v1/auth/me')).body).toEqual(registered.body);
    expect((await jane.get('/api/v1/projects')).body).toMatchObject([{ timezone: 'Europe/Paris' }]);
    expect((await jane.get('/api/auth/me')).body).toMatchObject({
      username: email.split('@')[0],
      first_name: 'Jane',
      last_name: 'van Dam',
    });
  });

  test('finds another user name where that of the address is taken', async () => {
    const local = aName('sam');
    const register = (host: string) =>
      api
        .stranger()
        .post('/api/v1/auth/register', { email: `${local}@${host}`, password: aPassword, name: 'Sam' });
    const answers = await Promise.all(['a.example', 'b.example', 'c.example'].map(register));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const users = await User.findAll({ where: { id: answers.map(({ body }) => body.id) } });
    expect(new Set(users.map(({ username }) => username)).size).toBe(3);
  });

  test('gives everybody a default project named after them', async () => {
    const { body } = await api
      .stranger()
      .post('/api/auth/register', { ...registration(), first_name: 'Ada', last_name: 'Lovelace' });
    const ada = api.stranger().with({ authorization: `Bearer ${body.tokens.access}` });
    expect((await ada.get('/api/v1/projects')).body).toMatchObject([
      { name: 'Ada Lovelace', role: 'owner', is_default: true },
    ]);
  });

  test('refuses a user name or an address that is taken in another case', async () => {
    const first = registration();
    await api.stranger().post('/api/auth/register', first);
    const again = {
      ...first,
      username: first.username.toUpperCase(),
      email: first.email.toUpperCase(),
    };
    const { status, body } = await api.stranger().post('/api/auth/register', again, {
      headers: { 'accept-language': 'en' },
    });
    expect(status).toBe(400);
    expect(body.details).toEqual({
      username: ['This user name is taken.'],
      email: ['This e-mail address is taken.'],
    });
  });

  test('by ten at once with one address registers one; the others are told, none sees a 500', async () => {
    const email = `${aName()}@example.com`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        api.stranger().post('/api/v1/auth/register', { email, password: aPassword, name: 'Twin' }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(9).fill(422)]);
  });

  test.each([
    ['password2', { password2: 'Something-else-7' }],
    ['password', { password: 'Motdepasse123!', password2: 'Motdepasse123!' }],
    ['password', { password: 'onlyletters', password2: 'onlyletters' }],
    ['username', { username: 'no spaces' }],
    ['email', { email: 'nobody' }],
    ['surname', { surname: 'Doe' }],
  ])('names the field %s that is wrong', async (field, wrong) => {
    const answer = await api.stranger().post('/api/auth/register', { ...registration(), ...wrong });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.details)).toEqual([field]);
  });

  test('refuses a password that holds the user name', async () => {
    const wanted = registration();
    const password = `${wanted.username}-X7`;
    const { body } = await api
      .stranger()
      .post('/api/auth/register', { ...wanted, password, password2: password });
    expect(body.details.password).toEqual([
      'Le mot de passe ne doit pas contenir votre nom ni votre adresse e-mail.',
    ]);
  });

  test('repeated under one Idempotency-Key registers once and does not repeat the tokens', async () => {
    const stranger = api.stranger().with({ 'idempotency-key': randomUUID() });
    const wanted = registration();
    expect((await stranger.post('/api/auth/register', wanted)).status).toBe(201);
    expect(await stranger.post('/api/auth/register', wanted)).toMatchObject({
      status: 409,
      body: { code: 'idempotency_secret' },
    });
  });
});

describe('signing in', () => {
  test('works by user name and by address, in any case', async () => {
    const { username, email } = await aPerson(api);
    for (const login of [username, username.toUpperCase(), email, email.toUpperCase()]) {
      const { status, body } = await api
        .stranger()
        .post('/api/auth/login/', { username: login, password: aPassword });
      expect(status).toBe(200);
      expect(body).toMatchObject({ access: expect.any(String), user: { username } });
    }
  });

  test('is not stolen by a user name that is an address of somebody else', async () => {
    const { email } = await aPerson(api, 'victim');
    const password = 'Another-horse-8';
    await api.stranger().post('/api/auth/register', {
      ...registration(),
      username: email,
      password,
      password2: password,
    });
    const login = (secret: string) =>
      api.stranger().post('/api/auth/login', { username: email, password: secret });
    expect((await login(aPassword)).body.user.email).toBe(email);
    expect((await login(password)).status).toBe(401);
  });

  test('tells an unknown person from a wrong password in nothing', async () => {
    const { username } = await aPerson(api);
    const attempt = async (name: string) => {
      const { status, body } = await api
        .stranger()
        .post('/api/auth/login', { username: name, password: 'Wrong-horse-7' });
      const { request_id: _id, timestamp: _time, ...rest } = body;
      return { status, rest };
    };
    const wrong = await attempt(username);
    expect(wrong).toMatchObject({ status: 401, rest: { code: 'invalid_credentials' } });
    expect(await attempt(aName('nobody'))).toEqual(wrong);
  });

  test('tells only who knows the password that the account is disabled', async () => {
    const { username, client } = await aPerson(api);
    await User.update({ isActive: false }, { where: { username } });
    const attempt = (password: string) => api.stranger().post('/api/auth/login', { username, password });
    expect((await attempt(aPassword)).body.code).toBe('account_disabled');
    expect((await attempt('Wrong-horse-7')).body.code).toBe('invalid_credentials');
    expect((await client.get('/api/auth/me')).body.code).toBe('account_disabled');
  });

  test('is limited to five attempts a minute, over both paths together', async () => {
    const stranger = api.stranger();
    for (const path of ['/api/auth/login', '/api/v1/auth/login', '/api/auth/login', '/api/auth/login/']) {
      const name = path.includes('v1') ? 'email' : 'username';
      expect((await stranger.post(path, { [name]: 'x', password: 'y' })).status).toBe(401);
    }
    await stranger.post('/api/v1/auth/forgot-password', { email: 'x@example.com' });
    const refused = await stranger.post('/api/v1/auth/login', { email: 'x', password: 'y' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a profile', () => {
  const aPicture = () =>
    sharp({ create: { width: 900, height: 600, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();
  const form = (file: Buffer, fields: Record<string, string> = {}) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    data.set('avatar', new Blob([new Uint8Array(file)]), 'me.png');
    return data;
  };

  test('is shown and changed as image-automation-api says', async () => {
    const { client, id, username, email } = await aPerson(api);
    const changes = {
      bio: 'Créateur de contenu passionné',
      phone: '+33612345678',
      instagram_username: 'john_insta',
      facebook_page_id: '123456789',
      twitter_username: 'john_twitter',
    };
    const changed = await client.patch('/api/auth/profile/', changes);
    expect(changed.body).toEqual({
      id,
      user: { id, username, email },
      name: username,
      avatar: null,
      language: 'fr',
      weekly_report: true,
      token_notices: true,
      created_at: expect.any(String),
      ...changes,
    });
    await client.patch('/api/auth/profile/', { bio: 'Nouvelle bio' });
    expect((await client.get('/api/auth/profile/')).body).toEqual({ ...changed.body, bio: 'Nouvelle bio' });
  });

  test('takes a picture by a form, with fields or without, and shows it square', async () => {
    const { client } = await aPerson(api);
    const { status, body } = await client.call('PATCH', '/api/auth/profile', {
      form: form(await aPicture(), { bio: 'moi' }),
    });
    expect(status).toBe(200);
    expect(body.bio).toBe('moi');
    const file = await fetch(body.avatar.replace('http://localhost:8000', api.url));
    expect(file.headers.get('content-type')).toBe('image/jpeg');
    expect(await sharp(Buffer.from(await file.arrayBuffer())).metadata()).toMatchObject({
      width: 512,
      height: 512,
    });
  });

  test('promises to remove the file of a picture that is replaced or taken away', async () => {
    const { client } = await aPerson(api);
    const first = await client.call('PATCH', '/api/auth/profile', { form: form(await aPicture()) });
    const key = first.body.avatar.split('/media/')[1];
    const removed = await client.patch('/api/auth/profile', { avatar: null });
    expect(removed.body.avatar).toBeNull();
    const promised = await Outbox.findAll({ where: { workflow: 'removeFiles' } });
    expect(promised.map(({ input }) => input)).toContainEqual({ keys: [key] });
  });

  test('keeps its picture when a form brings an empty file', async () => {
    const { client } = await aPerson(api);
    const before = await client.call('PATCH', '/api/auth/profile', { form: form(await aPicture()) });
    const after = await client.call('PATCH', '/api/auth/profile', {
      form: form(Buffer.alloc(0), { bio: 'x' }),
    });
    expect(after.body).toEqual({ ...before.body, bio: 'x' });
  });

  test.each([
    ['a text that calls itself a picture', Buffer.from('<svg onload="alert(1)"/>'), 400],
    ['more than 5 MiB', Buffer.alloc(6 * 1024 * 1024), 413],
  ])('refuses %s', async (_what, file, status) => {
    const { client } = await aPerson(api);
    const answer = await client.call('PATCH', '/api/auth/profile', { form: form(file) });
    expect(answer.status).toBe(status);
    expect((await client.get('/api/auth/profile')).body.avatar).toBeNull();
  });
});

describe('a person of an external issuer', () => {
  const token = (subject: string, claims: Record<string, unknown>) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setAudience('authenticated')
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(supabaseSecret));
  const holder = async (subject: string, claims: Record<string, unknown>) =>
    api.stranger().with({ authorization: `Bearer ${await token(subject, claims)}` });

  test('is made at first sight, once, though ten requests come at once', async () => {
    const email = `${aName('ext')}@example.com`;
    const client = await holder(randomUUID(), { email, user_metadata: { full_name: 'Grace Hopper' } });
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.get('/api/v1/auth/me')));
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toEqual(answers[0]?.body);
    }
    expect(answers[0]?.body).toMatchObject({ email, name: 'Grace Hopper' });
    expect(await Project.count({ where: { name: 'Grace Hopper' } })).toBe(1);
  });

  test('is not let into an account that has the same address', async () => {
    const { email } = await aPerson(api);
    const client = await holder(randomUUID(), { email });
    expect((await client.get('/api/v1/auth/me')).body.code).toBe('identity_email_taken');
  });

  test('is refused without an address', async () => {
    const client = await holder(randomUUID(), {});
    expect((await client.get('/api/v1/auth/me')).body.code).toBe('identity_without_email');
  });
});

test('an administrator is made by address', async () => {
  const { client, email } = await aPerson(api);
  await grantAdmin(email.toUpperCase());
  expect((await client.get('/api/v1/auth/me')).body.role).toBe('admin');
  expect(await grantAdmin('nobody@example.com')).toBeNull();
});
