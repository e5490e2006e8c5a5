import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aPerson, type TestPerson } from '../support/people.ts';
import { aMemberOf, aProject, projectsPath } from '../support/projects.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

/** Who may do what in a project: its members, and its API keys. */

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const idOf = async ({ client }: TestPerson): Promise<string> => (await client.get('/api/v1/auth/me')).body.id;

describe('members', () => {
  test('have roles: a viewer looks, an editor works, an owner decides', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const editor = await aMemberOf(api, owner, id, 'editor');
    const viewer = await aMemberOf(api, owner, id, 'viewer');
    expect((await viewer.client.get(`${projectsPath}/${id}`)).body.role).toBe('viewer');
    expect((await viewer.client.patch(`${projectsPath}/${id}`, { name: 'x' })).body.code).toBe(
      'role_too_low',
    );
    expect((await editor.client.patch(`${projectsPath}/${id}`, { name: 'x' })).status).toBe(200);
    expect((await editor.client.delete(`${projectsPath}/${id}`)).status).toBe(403);
    expect((await editor.client.get(`${projectsPath}/${id}/invitations`)).status).toBe(403);
    const { body: members } = await viewer.client.get(`${projectsPath}/${id}/members`);
    expect(members.map(({ role }: { role: string }) => role)).toEqual(['owner', 'editor', 'viewer']);
  });

  test('are changed and removed by owners, and leave by themselves', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const [editor, viewer] = [
      await aMemberOf(api, owner, id, 'editor'),
      await aMemberOf(api, owner, id, 'viewer'),
    ];
    const viewerPath = `${projectsPath}/${id}/members/${await idOf(viewer)}`;
    expect((await owner.client.patch(viewerPath, { role: 'editor' })).body.role).toBe('editor');
    expect((await editor.client.delete(viewerPath)).status).toBe(403);
    expect((await owner.client.delete(viewerPath)).status).toBe(204);
    expect((await viewer.client.get(`${projectsPath}/${id}`)).status).toBe(404);
    const ownPath = `${projectsPath}/${id}/members/${await idOf(editor)}`;
    expect((await editor.client.delete(ownPath)).status).toBe(204);
    expect((await owner.client.delete(ownPath)).status).toBe(404);
  });

  test('always leave one owner behind, also when two owners leave at once', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const ownPath = async (person: TestPerson) => `${projectsPath}/${id}/members/${await idOf(person)}`;
    expect((await owner.client.patch(await ownPath(owner), { role: 'viewer' })).body.code).toBe('last_owner');

    const other = await aMemberOf(api, owner, id, 'owner');
    const leave = async (person: TestPerson) => person.client.delete(await ownPath(person));
    const answers = await Promise.all([leave(owner), leave(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test('who cease to be owners lose the API keys they made', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const other = await aMemberOf(api, owner, id, 'owner');
    const { body } = await other.client.post(`${projectsPath}/${id}/api-keys`, { name: 'theirs' });
    const byKey = api.stranger().with({ 'x-api-key': body.key });
    expect((await byKey.get(`${projectsPath}/${id}`)).status).toBe(200);
    await owner.client.patch(`${projectsPath}/${id}/members/${await idOf(other)}`, { role: 'editor' });
    expect((await byKey.get(`${projectsPath}/${id}`)).status).toBe(401);
  });
});

describe('an API key', () => {
  test('is shown once, acts in its project with its role, and is revoked', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const keys = `${projectsPath}/${id}/api-keys`;
    const { status, body } = await owner.client.post(keys, { name: 'shop', role: 'viewer' });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^ssk_[\w-]{43}$/);
    expect(body.prefix).toBe(body.key.slice(0, 12));

    const { key: _key, ...shown } = body;
    expect((await owner.client.get(keys)).body).toEqual([shown]);
    const byKey = api.stranger().with({ authorization: `Bearer ${body.key}` });
    expect((await byKey.get(`${projectsPath}/${id}`)).body).toMatchObject({ id, role: 'viewer' });
    expect((await byKey.patch(`${projectsPath}/${id}`, { name: 'x' })).status).toBe(403);
    expect((await byKey.get(projectsPath)).body.code).toBe('api_key_not_accepted');
    const other = await aProject(owner, 'other');
    expect((await byKey.get(`${projectsPath}/${other}`)).status).toBe(404);

    expect((await owner.client.delete(`${keys}/${body.id}`)).status).toBe(204);
    expect((await byKey.get(`${projectsPath}/${id}`)).body.code).toBe('invalid_api_key');
    expect((await owner.client.delete(`${keys}/${body.id}`)).status).toBe(404);
  });

  test('cannot make its maker leave', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    await aMemberOf(api, owner, id, 'owner');
    const { body } = await owner.client.post(`${projectsPath}/${id}/api-keys`, { name: 'shop' });
    const byKey = api.stranger().with({ 'x-api-key': body.key });
    const left = await byKey.delete(`${projectsPath}/${id}/members/${await idOf(owner)}`);
    expect(left.body.code).toBe('api_key_not_accepted');
  });

  test('is not repeated to who repeats the request', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const headers = { 'idempotency-key': randomUUID() };
    const create = () => owner.client.post(`${projectsPath}/${id}/api-keys`, { name: 'shop' }, { headers });
    expect((await create()).status).toBe(201);
    expect((await create()).body.code).toBe('idempotency_secret');
    expect((await owner.client.get(`${projectsPath}/${id}/api-keys`)).body).toHaveLength(1);
  });
});
