import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signLink } from '../../commands/linkTokens.ts';
import { Image } from '../../db/models/image.ts';
import { Connection } from '../../db/models/connection.ts';
import { Invitation } from '../../db/models/invitation.ts';
import { Mail } from '../../db/models/mail.ts';
import { Outbox } from '../../db/models/outbox.ts';
import { Project } from '../../db/models/project.ts';
import type { ProjectRole } from '../../contracts/projects.ts';
import { aConnection } from '../support/connections.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const path = '/api/v1/projects';
const idOf = async ({ client }: TestPerson): Promise<string> => (await client.get('/api/v1/auth/me')).body.id;

async function aProject(owner: TestPerson, name = 'My Store'): Promise<string> {
  const { status, body } = await owner.client.post(path, { name });
  expect(status).toBe(201);
  return body.id;
}

const linkOf = (invitationId: string) => signLink(api.config.JWT_SECRET ?? '', 'invitation', invitationId);

async function invite(owner: TestPerson, project: string, email: string, role: ProjectRole = 'editor') {
  const { status, body } = await owner.client.post(`${path}/${project}/invitations`, { email, role });
  expect(status).toBe(201);
  return { id: body.id as string, token: linkOf(body.id) };
}

const accept = ({ client }: TestPerson, token: string) =>
  client.post('/api/v1/invitations/accept', { token });

/** A new member of a project, with this role. */
async function aMember(owner: TestPerson, project: string, role: ProjectRole): Promise<TestPerson> {
  const person = await aPerson(api, role);
  const { token } = await invite(owner, project, person.email, role);
  expect((await accept(person, token)).status).toBe(200);
  return person;
}

describe('a project', () => {
  test('is created, read, changed and listed as commerce-api-v1 says', async () => {
    const owner = await aPerson(api);
    const wanted = {
      name: 'My Store',
      description: 'E-commerce store',
      timezone: 'America/New_York',
      settings: { currency: 'USD' },
    };
    const { status, body } = await owner.client.post(path, wanted);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      ...wanted,
      role: 'owner',
      is_default: false,
      is_active: true,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await owner.client.get(`${path}/${body.id}`)).body).toEqual(body);

    const changed = await owner.client.patch(`${path}/${body.id}/`, {
      timezone: 'Europe/Kiev',
      settings: {},
    });
    expect(changed.body).toMatchObject({ name: 'My Store', timezone: 'Europe/Kiev', settings: {} });
    const list = await owner.client.get(path);
    expect(list.body).toMatchObject([{ is_default: true }, { id: body.id }]);
    expect(list.headers.get('x-total-count')).toBe('2');
  });

  test('is created once by ten requests with one Idempotency-Key', async () => {
    const owner = await aPerson(api);
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => owner.client.post(path, { name: 'Once' }, { headers })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await owner.client.get(path)).body).toHaveLength(2);
  });

  test('is listed by pages, each of which leads to its neighbours', async () => {
    const owner = await aPerson(api);
    for (const name of ['b', 'c', 'd', 'e']) await aProject(owner, name);
    const page = await owner.client.get(`${path}?page=2&page_size=2`);
    expect(page.body.map(({ name }: { name: string }) => name)).toEqual(['c', 'd']);
    expect(page.headers.get('link')).toContain(
      `<http://localhost:8000${path}?page=3&page_size=2>; rel="next"`,
    );
    expect((await owner.client.get(`${path}?page_size=100000`)).body).toHaveLength(5);
  });

  test.each([
    ['timezone', { timezone: 'Mars/Olympus' }],
    ['timezone', { timezone: '+02:00' }],
    ['name', { name: '  ' }],
    ['settings', { settings: { text: 'x'.repeat(20_000) } }],
    ['settings', { settings: [] }],
    ['owner', { owner: 'me' }],
  ])('is refused with a wrong %s', async (field, wrong) => {
    const { client } = await aPerson(api);
    const { status, body } = await client.post(path, { name: 'x', ...wrong });
    expect(status).toBe(422);
    expect(Object.keys(body.details)).toEqual([field]);
  });

  test('does not exist for who is no member', async () => {
    const [owner, stranger] = [await aPerson(api), await aPerson(api)];
    const id = await aProject(owner);
    for (const answer of [
      await stranger.client.get(`${path}/${id}`),
      await stranger.client.patch(`${path}/${id}`, { name: 'mine' }),
      await stranger.client.delete(`${path}/${id}`),
      await stranger.client.get(`${path}/${id}/members`),
      await stranger.client.get(`${path}/${id}/api-keys`),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await owner.client.get(`${path}/${id}`)).body.name).toBe('My Store');
  });
});

describe('deleting a project', () => {
  test('tells beforehand what it ends, and ends it', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const editor = await aMember(owner, id, 'editor');
    const { id: invitationId, token } = await invite(owner, id, 'later@example.com');
    const { body: key } = await owner.client.post(`${path}/${id}/api-keys`, { name: 'shop' });
    const image = await editor.client.post(
      '/api/images/generate',
      { prompt: 'a lighthouse' },
      { headers: { 'x-project-id': id } },
    );
    expect(image.status).toBe(202);

    const connection = await aConnection(api, id);
    const preview = await owner.client.get(`${path}/${id}/deletion`);
    expect(preview.body).toEqual({
      can_delete: true,
      reason: null,
      images: 1,
      running_generations: 1,
      members: 1,
      api_keys: 1,
      pending_invitations: 1,
      connections: 1,
      scheduled_posts: 0,
      summary: expect.stringContaining('cancels 1 running generation'),
    });
    expect((await owner.client.delete(`${path}/${id}`)).status).toBe(204);

    expect((await owner.client.get(`${path}/${id}`)).status).toBe(404);
    expect((await editor.client.get(path)).body).toHaveLength(1);
    expect((await api.stranger().with({ 'x-api-key': key.key }).get('/api/images')).status).toBe(401);
    expect(await Connection.findByPk(connection.id)).toMatchObject({
      connectionStatus: 'revoked',
      accessTokenEncrypted: null,
    });
    expect(await Invitation.findByPk(invitationId)).toMatchObject({ revokedAt: expect.any(Date) });
    const late = await aPerson(api);
    expect((await accept(late, token)).body.code).toBe('invitation_invalid');
    const cancelled = await Outbox.findAll({ where: { projectId: id, action: 'cancel' } });
    const running = { connectionId: connection.id };
    expect(cancelled.map(({ workflow, input }) => [workflow, input])).toEqual([
      ['generateImage', { imageId: image.body.id }],
      ['syncConnection', running],
      ['refreshToken', running],
    ]);
    expect(await Image.count({ where: { projectId: id, status: 'pending' } })).toBe(0);
  });

  test('is refused for the only project, also when both of two are deleted at once', async () => {
    const owner = await aPerson(api);
    const { body: projects } = await owner.client.get(path);
    const only = projects[0].id;
    expect((await owner.client.get(`${path}/${only}/deletion`)).body).toMatchObject({
      can_delete: false,
      reason: 'last_project',
    });
    expect((await owner.client.delete(`${path}/${only}`)).body.code).toBe('last_project');

    const second = await aProject(owner);
    const answers = await Promise.all([only, second].map((id) => owner.client.delete(`${path}/${id}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await owner.client.get(path)).body).toMatchObject([{ is_default: true }]);
  });

  test('gives another default project to whose default it was, a new one to whose only it was', async () => {
    const owner = await aPerson(api);
    const { body: projects } = await owner.client.get(path);
    const shared = projects[0].id;
    const member = await aMember(owner, shared, 'owner');
    const { body: own } = await member.client.get(path);
    const homeId = own.find(({ id }: { id: string }) => id !== shared).id;
    expect((await member.client.delete(`${path}/${homeId}`)).status).toBe(204);
    expect((await member.client.get(path)).body).toMatchObject([{ id: shared, is_default: true }]);

    const spare = await aProject(owner, 'spare');
    expect((await owner.client.delete(`${path}/${shared}`)).status).toBe(204);
    expect((await owner.client.get(path)).body).toMatchObject([{ id: spare, is_default: true }]);
    expect((await member.client.get(path)).body).toMatchObject([
      { name: member.username, is_default: true, role: 'owner' },
    ]);
  });
});

describe('members', () => {
  test('have roles: a viewer looks, an editor works, an owner decides', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const editor = await aMember(owner, id, 'editor');
    const viewer = await aMember(owner, id, 'viewer');
    expect((await viewer.client.get(`${path}/${id}`)).body.role).toBe('viewer');
    expect((await viewer.client.patch(`${path}/${id}`, { name: 'x' })).body.code).toBe('role_too_low');
    expect((await editor.client.patch(`${path}/${id}`, { name: 'x' })).status).toBe(200);
    expect((await editor.client.delete(`${path}/${id}`)).status).toBe(403);
    expect((await editor.client.get(`${path}/${id}/invitations`)).status).toBe(403);
    const { body: members } = await viewer.client.get(`${path}/${id}/members`);
    expect(members.map(({ role }: { role: string }) => role)).toEqual(['owner', 'editor', 'viewer']);
  });

  test('are changed and removed by owners, and leave by themselves', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const [editor, viewer] = [await aMember(owner, id, 'editor'), await aMember(owner, id, 'viewer')];
    const viewerPath = `${path}/${id}/members/${await idOf(viewer)}`;
    expect((await owner.client.patch(viewerPath, { role: 'editor' })).body.role).toBe('editor');
    expect((await editor.client.delete(viewerPath)).status).toBe(403);
    expect((await owner.client.delete(viewerPath)).status).toBe(204);
    expect((await viewer.client.get(`${path}/${id}`)).status).toBe(404);
    const ownPath = `${path}/${id}/members/${await idOf(editor)}`;
    expect((await editor.client.delete(ownPath)).status).toBe(204);
    expect((await owner.client.delete(ownPath)).status).toBe(404);
  });

  test('always leave one owner behind, also when two owners leave at once', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const ownPath = async (person: TestPerson) => `${path}/${id}/members/${await idOf(person)}`;
    expect((await owner.client.patch(await ownPath(owner), { role: 'viewer' })).body.code).toBe('last_owner');

    const other = await aMember(owner, id, 'owner');
    const leave = async (person: TestPerson) => person.client.delete(await ownPath(person));
    const answers = await Promise.all([leave(owner), leave(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test('who cease to be owners lose the API keys they made', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const other = await aMember(owner, id, 'owner');
    const { body } = await other.client.post(`${path}/${id}/api-keys`, { name: 'theirs' });
    const byKey = api.stranger().with({ 'x-api-key': body.key });
    expect((await byKey.get(`${path}/${id}`)).status).toBe(200);
    await owner.client.patch(`${path}/${id}/members/${await idOf(other)}`, { role: 'editor' });
    expect((await byKey.get(`${path}/${id}`)).status).toBe(401);
  });
});

describe('an invitation', () => {
  test('is sent by mail, listed until it is accepted, and accepted once', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const guest = await aPerson(api);
    const { id: invitationId, token } = await invite(owner, id, guest.email.toUpperCase());
    const mail = await Mail.findOne({ where: { subjectId: invitationId }, rejectOnEmpty: true });
    const promised = await Outbox.findAll({ where: { projectId: id, workflow: 'sendMail' } });
    expect(promised.map(({ input }) => input)).toEqual([{ mailId: mail.id }]);
    expect((await owner.client.get(`${path}/${id}/invitations`)).body).toMatchObject([
      { id: invitationId, role: 'editor', mail_status: 'queued' },
    ]);

    const answers = await Promise.all(Array.from({ length: 3 }, () => accept(guest, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect((await guest.client.get(`${path}/${id}`)).body.role).toBe('editor');
    expect((await owner.client.get(`${path}/${id}/invitations`)).body).toEqual([]);
    const again = await owner.client.post(`${path}/${id}/invitations`, { email: guest.email });
    expect(again.body.code).toBe('already_member');
  });

  test('is for the address it was sent to', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const thief = await aPerson(api);
    const { token } = await invite(owner, id, 'somebody@example.com');
    expect(await accept(thief, token)).toMatchObject({
      status: 403,
      body: { code: 'invitation_for_another' },
    });
    expect((await thief.client.get(`${path}/${id}`)).status).toBe(404);
  });

  test('works no more once it is withdrawn, replaced or expired', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const guest = await aPerson(api);
    const first = await invite(owner, id, guest.email);
    const second = await invite(owner, id, guest.email, 'viewer');
    expect((await accept(guest, first.token)).status).toBe(400);
    expect((await owner.client.delete(`${path}/${id}/invitations/${second.id}`)).status).toBe(204);
    expect((await accept(guest, second.token)).status).toBe(400);
    const third = await invite(owner, id, guest.email);
    await Invitation.update({ expiresAt: new Date() }, { where: { id: third.id } });
    expect((await accept(guest, third.token)).body.code).toBe('invitation_invalid');
    expect((await owner.client.get(`${path}/${id}/invitations`)).body).toEqual([]);
  });
});

describe('an API key', () => {
  test('is shown once, acts in its project with its role, and is revoked', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const keys = `${path}/${id}/api-keys`;
    const { status, body } = await owner.client.post(keys, { name: 'shop', role: 'viewer' });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^ssk_[\w-]{43}$/);
    expect(body.prefix).toBe(body.key.slice(0, 12));

    const { key: _key, ...shown } = body;
    expect((await owner.client.get(keys)).body).toEqual([shown]);
    const byKey = api.stranger().with({ authorization: `Bearer ${body.key}` });
    expect((await byKey.get(`${path}/${id}`)).body).toMatchObject({ id, role: 'viewer' });
    expect((await byKey.patch(`${path}/${id}`, { name: 'x' })).status).toBe(403);
    expect((await byKey.get(path)).body.code).toBe('api_key_not_accepted');
    const other = await aProject(owner, 'other');
    expect((await byKey.get(`${path}/${other}`)).status).toBe(404);

    expect((await owner.client.delete(`${keys}/${body.id}`)).status).toBe(204);
    expect((await byKey.get(`${path}/${id}`)).body.code).toBe('invalid_api_key');
    expect((await owner.client.delete(`${keys}/${body.id}`)).status).toBe(404);
  });

  test('cannot make its maker leave', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    await aMember(owner, id, 'owner');
    const { body } = await owner.client.post(`${path}/${id}/api-keys`, { name: 'shop' });
    const byKey = api.stranger().with({ 'x-api-key': body.key });
    const left = await byKey.delete(`${path}/${id}/members/${await idOf(owner)}`);
    expect(left.body.code).toBe('api_key_not_accepted');
  });

  test('is not repeated to who repeats the request', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const headers = { 'idempotency-key': randomUUID() };
    const create = () => owner.client.post(`${path}/${id}/api-keys`, { name: 'shop' }, { headers });
    expect((await create()).status).toBe(201);
    expect((await create()).body.code).toBe('idempotency_secret');
    expect((await owner.client.get(`${path}/${id}/api-keys`)).body).toHaveLength(1);
  });
});

test('a deleted project is kept, unseen', async () => {
  const owner = await aPerson(api);
  const id = await aProject(owner);
  await owner.client.delete(`${path}/${id}`);
  expect(await Project.findByPk(id)).toMatchObject({ deletedAt: expect.any(Date) });
  expect((await owner.client.get(path)).body).toHaveLength(1);
});

describe('the pages behind the links of mails', () => {
  const send = (page: string, fields: Record<string, string>) =>
    fetch(`${api.url}${page}`, {
      method: 'POST',
      headers: { 'x-forwarded-for': `10.9.${Math.trunc(Math.random() * 250)}.1`, 'accept-language': 'en' },
      body: new URLSearchParams(fields),
    });
  const open = (page: string, token: string) =>
    fetch(`${api.url}${page}?token=${encodeURIComponent(token)}`, { headers: { 'accept-language': 'en' } });

  test('let a new person register with the invited address and join', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner, '<b>Store</b> & "Co"');
    const email = `${randomUUID()}@example.com`;
    const { token } = await invite(owner, id, email, 'viewer');

    const page = await open('/invitation', token);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain(email);
    expect(text).not.toContain('<b>Store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);

    const wrong = await send('/invitation', { token, name: '"><i>Neo', password: 'short' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).not.toContain('<i>Neo');
    const joined = await send('/invitation', { token, name: 'Neo Newman', password: aPassword });
    expect(joined.status).toBe(200);
    expect(await joined.text()).toContain(`href="/dashboard?project=${id}"`);

    const login = await api.stranger().post('/api/v1/auth/login', { email, password: aPassword });
    const neo = api.stranger().with({ authorization: `Bearer ${login.body.access_token}` });
    expect((await neo.get(path)).body).toMatchObject([{ id, role: 'viewer' }, { name: 'Neo Newman' }]);
    expect((await open('/invitation', token)).status).toBe(400);
  });

  test('let who has an account join by its password, and nobody else', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const guest = await aPerson(api);
    const { token } = await invite(owner, id, guest.email);
    expect((await send('/invitation', { token, password: 'Wrong-horse-7' })).status).toBe(401);
    expect((await guest.client.get(`${path}/${id}`)).status).toBe(404);
    expect((await send('/invitation', { token, password: aPassword })).status).toBe(200);
    expect((await guest.client.get(`${path}/${id}`)).status).toBe(200);
  });

  test('let who forgot the password set another one', async () => {
    const { email, username } = await aPerson(api);
    await api.stranger().post('/api/v1/auth/forgot-password', { email });
    const mail = await Mail.findOne({ where: { recipient: email }, rejectOnEmpty: true });
    const token = signLink(api.config.JWT_SECRET ?? '', 'password-reset', mail.subjectId);
    const password = 'Battery-staple-9';
    expect((await open('/reset-password', token)).status).toBe(200);

    const differing = await send('/reset-password', { token, new_password: password, new_password2: 'x' });
    expect(await differing.text()).toContain('The two passwords differ.');
    const set = await send('/reset-password', { token, new_password: password, new_password2: password });
    expect(set.status).toBe(200);
    expect((await api.stranger().post('/api/auth/login', { username, password })).status).toBe(200);
    const used = await open('/reset-password', token);
    expect([used.status, await used.text()]).toEqual([
      400,
      expect.stringContaining('href="/forgotten-password"'),
    ]);
  });

  test('show nothing for a link that was made up', async () => {
    for (const page of ['/invitation', '/reset-password']) {
      const answer = await open(page, `${randomUUID()}.<script>`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).not.toContain('<script>');
    }
  });
});
