import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
import { Image } from '../../db/models/image.ts';
import { Invitation } from '../../db/models/invitation.ts';
import { Outbox } from '../../db/models/outbox.ts';
import { Project } from '../../db/models/project.ts';
import { aConnection } from '../support/connections.ts';
import { aPerson } from '../support/people.ts';
import { accept, aMemberOf, aProject, invite, projectsPath } from '../support/projects.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe('a project', () => {
  test('is created, read, changed and listed as commerce-api-v1 says', async () => {
    const owner = await aPerson(api);
    const wanted = {
      name: 'My Store',
      description: 'E-commerce store',
      timezone: 'America/New_York',
      settings: { currency: 'USD' },
    };
    const { status, body } = await owner.client.post(projectsPath, wanted);
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
    expect((await owner.client.get(`${projectsPath}/${body.id}`)).body).toEqual(body);

    const changed = await owner.client.patch(`${projectsPath}/${body.id}/`, {
      timezone: 'Europe/Kiev',
      settings: {},
    });
    expect(changed.body).toMatchObject({ name: 'My Store', timezone: 'Europe/Kiev', settings: {} });
    const list = await owner.client.get(projectsPath);
    expect(list.body).toMatchObject([{ is_default: true }, { id: body.id }]);
    expect(list.headers.get('x-total-count')).toBe('2');
  });

  test('is created once by ten requests with one Idempotency-Key', async () => {
    const owner = await aPerson(api);
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => owner.client.post(projectsPath, { name: 'Once' }, { headers })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await owner.client.get(projectsPath)).body).toHaveLength(2);
  });

  test('is listed by pages, each of which leads to its neighbours', async () => {
    const owner = await aPerson(api);
    for (const name of ['b', 'c', 'd', 'e']) await aProject(owner, name);
    const page = await owner.client.get(`${projectsPath}?page=2&page_size=2`);
    expect(page.body.map(({ name }: { name: string }) => name)).toEqual(['c', 'd']);
    expect(page.headers.get('link')).toContain(
      `<http://localhost:8000${projectsPath}?page=3&page_size=2>; rel="next"`,
    );
    expect((await owner.client.get(`${projectsPath}?page_size=100000`)).body).toHaveLength(5);
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
    const { status, body } = await client.post(projectsPath, { name: 'x', ...wrong });
    expect(status).toBe(422);
    expect(Object.keys(body.details)).toEqual([field]);
  });

  test('does not exist for who is no member', async () => {
    const [owner, stranger] = [await aPerson(api), await aPerson(api)];
    const id = await aProject(owner);
    for (const answer of [
      await stranger.client.get(`${projectsPath}/${id}`),
      await stranger.client.patch(`${projectsPath}/${id}`, { name: 'mine' }),
      await stranger.client.delete(`${projectsPath}/${id}`),
      await stranger.client.get(`${projectsPath}/${id}/members`),
      await stranger.client.get(`${projectsPath}/${id}/api-keys`),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await owner.client.get(`${projectsPath}/${id}`)).body.name).toBe('My Store');
  });
});

describe('deleting a project', () => {
  test('tells beforehand what it ends, and ends it', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const editor = await aMemberOf(api, owner, id, 'editor');
    const { id: invitationId, token } = await invite(api, owner, id, { email: 'later@example.com' });
    const { body: key } = await owner.client.post(`${projectsPath}/${id}/api-keys`, { name: 'shop' });
    const image = await editor.client.post(
      '/api/images/generate',
      { prompt: 'a lighthouse' },
      { headers: { 'x-project-id': id } },
    );
    expect(image.status).toBe(202);

    const connection = await aConnection(api, id);
    const preview = await owner.client.get(`${projectsPath}/${id}/deletion`);
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
    expect((await owner.client.delete(`${projectsPath}/${id}`)).status).toBe(204);

    expect((await owner.client.get(`${projectsPath}/${id}`)).status).toBe(404);
    expect((await editor.client.get(projectsPath)).body).toHaveLength(1);
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
    const { body: projects } = await owner.client.get(projectsPath);
    const only = projects[0].id;
    expect((await owner.client.get(`${projectsPath}/${only}/deletion`)).body).toMatchObject({
      can_delete: false,
      reason: 'last_project',
    });
    expect((await owner.client.delete(`${projectsPath}/${only}`)).body.code).toBe('last_project');

    const second = await aProject(owner);
    const answers = await Promise.all(
      [only, second].map((id) => owner.client.delete(`${projectsPath}/${id}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await owner.client.get(projectsPath)).body).toMatchObject([{ is_default: true }]);
  });

  test('gives another default project to whose default it was, a new one to whose only it was', async () => {
    const owner = await aPerson(api);
    const { body: projects } = await owner.client.get(projectsPath);
    const shared = projects[0].id;
    const member = await aMemberOf(api, owner, shared, 'owner');
    const { body: own } = await member.client.get(projectsPath);
    const homeId = own.find(({ id }: { id: string }) => id !== shared).id;
    expect((await member.client.delete(`${projectsPath}/${homeId}`)).status).toBe(204);
    expect((await member.client.get(projectsPath)).body).toMatchObject([{ id: shared, is_default: true }]);

    const spare = await aProject(owner, 'spare');
    expect((await owner.client.delete(`${projectsPath}/${shared}`)).status).toBe(204);
    expect((await owner.client.get(projectsPath)).body).toMatchObject([{ id: spare, is_default: true }]);
    expect((await member.client.get(projectsPath)).body).toMatchObject([
      { name: member.username, is_default: true, role: 'owner' },
    ]);
  });
});

test('a deleted project is kept, unseen', async () => {
  const owner = await aPerson(api);
  const id = await aProject(owner);
  await owner.client.delete(`${projectsPath}/${id}`);
  expect(await Project.findByPk(id)).toMatchObject({ deletedAt: expect.any(Date) });
  expect((await owner.client.get(projectsPath)).body).toHaveLength(1);
});
