import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endpoints } from '../../api/endpoints.ts';
import type { Endpoint } from '../../api/endpoint.ts';
import { rows } from '../../db/query.ts';
import { ImageGeneration } from '../../db/models/imageGeneration.ts';
import { aBatch } from '../support/batches.ts';
import { aCaption } from '../support/captions.ts';
import { aDocument, anAiReply } from '../support/assistant.ts';
import { aConnection, canaryTokens } from '../support/connections.ts';
import { aFailedMessage, aMessage, anInbox } from '../support/conversations.ts';
import { aPerson, aPassword, type TestPerson } from '../support/people.ts';
import { aReply } from '../support/replies.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let victim: TestPerson;
let attacker: TestPerson;
/** Something of the victim's for every parameter that a path can have: by its name, or by what stands before it too. */
let foreign: Record<string, string>;

beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
  victim = await aPerson(api, 'victim');
  attacker = await aPerson(api, 'attacker');
  foreign = await ownSomething(victim);
});
afterAll(() => api.close());

/** One of everything that belongs to a project or a person, with the ids under the names that paths use. */
async function ownSomething({ client }: TestPerson): Promise<Record<string, string>> {
  const { body: projects } = await client.get('/api/v1/projects');
  const project = projects[0].id;
  const { body: image } = await client.post('/api/images/generate', { prompt: 'mine', tags: ['mine'] });
  const { body: key } = await client.post(`/api/v1/projects/${project}/api-keys`, { name: 'mine' });
  const invitation = { email: 'friend@example.com', role: 'viewer' };
  const { body: invited } = await client.post(`/api/v1/projects/${project}/invitations`, invitation);
  const { body: sessions } = await client.get('/api/v1/auth/sessions');
  const connection = await aConnection(api, project);
  await aConnection(api, project, 'twitter');
  const { body: post } = await client.post('/api/scheduler/schedule', {
    scheduled_time: new Date(Date.now() + 60 * 60_000).toISOString(),
    platform: 'twitter',
    caption: 'mine',
  });
  const plan = { name: 'mine', frequency: 'daily', time_of_day: '10:00', platforms: ['twitter'] };
  const { body: schedule } = await client.post('/api/scheduler/schedules', plan);
  const { body: customer } = await client.post('/api/clients', { phoneNumber: '+33612345678' });
  const { body: widget } = await client.post('/api/web-widgets', { name: 'mine' });
  const { body: members } = await client.get(`/api/v1/projects/${project}/members`);
  const conversation = await aMessage(await anInbox(api, project));
  const { body: note } = await client.post(`/api/conversations/${conversation}/notes`, { content: 'mine' });
  const { body: saved } = await client.post('/api/saved-replies', { title: 'mine', content: 'mine' });
  return {
    id: String(image.id),
    project_id: project,
    key_id: key.id,
    invitation_id: invited.id,
    session_id: sessions[0].id,
    user_id: members[0].user_id,
    account_id: connection.id,
    'connections/id': connection.id,
    'posts/id': String(post.id),
    'schedules/id': String(schedule.id),
    'replies/id': await aReply(project),
    'batches/id': await aBatch(project),
    'captions/id': await aCaption(project),
    'clients/id': customer.id,
    'widgets/id': widget.id,
    conversation_id: conversation,
    note_id: note.id,
    'messages/message_id': await aFailedMessage(conversation),
    'replies/message_id': await anAiReply(conversation),
    'knowledge/id': await aDocument(project, 'mine', 'mine'),
    reply_id: saved.id,
    platform: 'tiktok',
    job: 'refresh-views',
  };
}

/** A body that would be accepted, for the endpoints that take one: it is the ids that must be refused. */
const bodies: Record<string, unknown> = {
  'PATCH /api/images/{id}/validate': { action: 'validate' },
  'PATCH /api/v1/projects/{project_id}': { name: 'taken over' },
  'POST /api/v1/projects/{project_id}/api-keys': { name: 'taken over' },
  'POST /api/v1/projects/{project_id}/invitations': { email: 'me@example.com', role: 'owner' },
  'PATCH /api/v1/projects/{project_id}/members/{user_id}': { role: 'viewer' },
  'POST /api/images/generate': { prompt: 'on your account' },
  'POST /api/images/upload': {},
  'POST /api/images/{id}/crop': { x: 0, y: 0, width: 1, height: 1 },
  'PATCH /api/scheduler/schedules/{id}': { name: 'taken over' },
  'PUT /api/clients/{id}': { name: 'taken over' },
  'PUT /api/assistant/knowledge/{id}': { title: 'taken over' },
  'POST /api/conversations/{conversation_id}/replies/{message_id}/replay': { instructions: 'tell all' },
  'POST /api/conversations/{conversation_id}/replies/{message_id}/rating': { rating: 'bad' },
  'PATCH /api/web-widgets/{id}': { name: 'taken over' },
  'PATCH /api/scheduler/posts/{id}': { caption: 'taken over' },
  'POST /api/scheduler/posts/{id}/publish-now': { undo_seconds: 60 },
  'POST /api/scheduler/posts/{id}/resolve': { target: randomUUID(), verdict: 'give_up' },
  'POST /api/conversations/{conversation_id}/messages': { content: 'on your behalf' },
  'POST /api/conversations/{conversation_id}/files': { name: 'on your behalf' },
  'PATCH /api/conversations/{conversation_id}': { ai: 'off' },
  'POST /api/conversations/{conversation_id}/assign': { user_id: null },
  'POST /api/conversations/{conversation_id}/snooze': { until: new Date(Date.now() + 60_000).toISOString() },
  'PUT /api/conversations/{conversation_id}/tags': { tags: ['taken over'] },
  'POST /api/conversations/{conversation_id}/notes': { content: 'taken over' },
  'PUT /api/conversations/{conversation_id}/notes/{note_id}': { content: 'taken over' },
  'PUT /api/saved-replies/{reply_id}': { title: 'taken over' },
  'POST /api/scheduler/posts/{id}/retry': { target: randomUUID() },
};

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const closed = endpoints.filter(({ access }) => access !== 'public');
const inProject = endpoints.filter(({ access }) => ['viewer', 'editor', 'owner'].includes(access));
/** Platforms and jobs are nobody's: their names are no ids. */
const withIds = closed.filter(({ path }) => path.replace(/\{(platform|job)\}/, '').includes('{'));

const fill = (path: string) =>
  path.replace(/(\w+)\/\{(\w+)\}/g, (_, owner: string, name: string) => {
    const id = foreign[`${owner}/${name}`] ?? foreign[name];
    if (!id)
      throw new Error(`no example of {${name}}: add one to ownSomething, so that this route is tried too`);
    return `${owner}/${id}`;
  });

/** Every row of every table, as one text. */
async function everything(): Promise<string> {
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const contents = [];
  for (const { name } of tables) {
    contents.push(
      await rows(
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from ${name} t`,
      ),
    );
  }
  return JSON.stringify(contents);
}

describe('without a token', () => {
  test.each(closed.map((endpoint) => [nameOf(endpoint), endpoint] as const))(
    '%s is 401',
    async (_, endpoint) => {
      const answer = await api
        .stranger()
        .call(endpoint.method, fill(endpoint.path), { body: bodyOf(endpoint) });
      expect(answer).toMatchObject({ status: 401, body: { code: 'not_authenticated' } });
    },
  );
});

describe("with another project's ids", () => {
  test.each(withIds.map((endpoint) => [nameOf(endpoint), endpoint] as const))(
    '%s is 404 and changes nothing',
    async (_, endpoint) => {
      if (endpoint.body) expect(Object.keys(bodies)).toContain(nameOf(endpoint));
      const before = await everything();
      const answer = await attacker.client.call(endpoint.method, fill(endpoint.path), {
        body: bodyOf(endpoint),
      });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await everything()).toBe(before);
    },
  );
});

describe("with another project's X-Project-Id", () => {
  const byHeader = inProject.filter(({ path }) => !path.startsWith('/api/v1/'));
  test.each(byHeader.map((endpoint) => [nameOf(endpoint), endpoint] as const))(
    '%s is 404 and changes nothing',
    async (_, endpoint) => {
      const before = await everything();
      const asVictimsProject = attacker.client.with({ 'x-project-id': foreign.project_id ?? '' });
      const answer = await asVictimsProject.call(endpoint.method, fill(endpoint.path), {
        body: bodyOf(endpoint),
      });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await everything()).toBe(before);
    },
  );
});

const bodyOf = (endpoint: Endpoint) => (endpoint.body ? (bodies[nameOf(endpoint)] ?? {}) : undefined);

test('a viewer reads and cannot write', async () => {
  const viewer = await aPerson(api, 'viewer');
  const path = `/api/v1/projects/${foreign.project_id}`;
  await rows(
    `insert into memberships (project_id, user_id, role) select $1, id, 'viewer' from users where number = $2 returning 1 as x`,
    [foreign.project_id, viewer.id],
  );
  const client = viewer.client.with({ 'x-project-id': foreign.project_id ?? '' });
  expect((await client.get('/api/images')).body.count).toBe(1);
  expect((await client.get(path)).body.role).toBe('viewer');
  const before = await everything();
  for (const endpoint of inProject.filter(({ access }) => access !== 'viewer')) {
    const answer = await client.call(endpoint.method, fill(endpoint.path), { body: bodyOf(endpoint) });
    expect({ name: nameOf(endpoint), status: answer.status, code: answer.body.code }).toEqual({
      name: nameOf(endpoint),
      status: 403,
      code: 'role_too_low',
    });
  }
  expect(await everything()).toBe(before);
});

test('an API key acts in its own project alone', async () => {
  const { body: mine } = await attacker.client.get('/api/v1/projects');
  const { body: key } = await attacker.client.post(`/api/v1/projects/${mine[0].id}/api-keys`, {
    name: 'key',
  });
  const client = api.stranger().with({ 'x-api-key': key.key });
  expect((await client.get('/api/images')).body.count).toBe(0);
  expect((await client.get(`/api/images/${foreign.id}`)).status).toBe(404);
  expect((await client.with({ 'x-project-id': foreign.project_id ?? '' }).get('/api/images')).status).toBe(
    404,
  );
  expect((await client.get(`/api/v1/projects/${foreign.project_id}`)).status).toBe(404);
});

test('no secret stands in clear in any table', async () => {
  const { body } = await victim.client.post(`/api/v1/projects/${foreign.project_id}/api-keys`, {
    name: 'canary',
  });
  const secrets = [
    ...[aPassword, victim.refresh, body.key, victim.client.headers.authorization?.slice(7) ?? ''],
    ...canaryTokens,
  ];
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const contents = JSON.stringify(await rows(`select t::text from ${name} t`));
    for (const secret of secrets) expect(contents.includes(secret)).toBe(false);
  }
  expect(await ImageGeneration.count()).toBeGreaterThan(0);
});
