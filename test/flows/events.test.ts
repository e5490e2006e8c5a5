import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { forgetExpiredRows } from '../../commands/forgetExpiredRows.ts';
import { rows } from '../../db/query.ts';
import { aConnection } from '../support/connections.ts';
import { aMessage, anInbox } from '../support/conversations.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';
import { listenTo } from '../support/widgets.ts';

let api: TestApi;
let other: pg.Client;
const streams: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
  other = new pg.Client({ connectionString: api.config.DATABASE_URL });
  await other.connect();
});
afterAll(async () => {
  await Promise.all(streams.map((stream) => stream.close()));
  await other.end();
  await api.close();
});

async function aShop() {
  const person = await aPerson(api, 'shop');
  const project: string = (await person.client.get('/api/v1/projects')).body[0].id;
  return { person, project };
}

/**
 * A dashboard that listens, once it hears. What the making of its project wrote may come first, where another test's
 * transaction was open all the while: a project's own events are asked for apart.
 */
async function follow({ client }: TestPerson, lastEventId?: string, isReady = true) {
  const headers = { ...client.headers, ...(lastEventId && { 'last-event-id': lastEventId }) };
  const stream = await listenTo(`${api.url}/api/events`, headers);
  streams.push(stream);
  const all = () =>
    stream.events
      .filter(({ name }) => name === 'changed')
      .map(({ data }) => `${JSON.parse(data).kind} ${JSON.parse(data).id}`);
  const changes = () => all().filter((change) => !change.startsWith('project'));
  if (isReady) await eventually(() => expect(stream.events.at(-1)?.name).toBe('ready'));
  return { ...stream, all, changes };
}

const anImage = async ({ client }: TestPerson) =>
  `image ${(await client.post('/api/images/generate', { prompt: 'a lamp' })).body.id}`;

test('what happens in a project is told at once, to its own people alone', async () => {
  const [mine, foreign] = [await aShop(), await aShop()];
  const [stream, strange] = [await follow(mine.person), await follow(foreign.person)];
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');

  const image = await anImage(mine.person);
  await eventually(() => expect(stream.changes()).toEqual([image]));
  const { id: connection } = await aConnection(api, mine.project, 'twitter');
  const inAnHour = new Date(Date.now() + 60 * 60_000).toISOString();
  const { body: post } = await mine.person.client.post('/api/scheduler/schedule', {
    ...{ scheduled_time: inAnHour, platform: 'twitter', caption: 'mine' },
  });
  await eventually(() => {
    expect(stream.changes()).toContain(`connection ${connection}`);
    expect(stream.changes()).toContain(`post ${post.id}`);
  });
  const conversation = await aMessage(await anInbox(api, mine.project));
  await eventually(() => expect(stream.changes()).toContain(`conversation ${conversation}`));
  await mine.person.client.patch(`/api/v1/projects/${mine.project}`, { name: 'Renamed' });
  await eventually(() => expect(stream.all()).toContain(`project ${mine.project}`));
  expect(strange.changes()).toEqual([]);
});

test('who comes again hears what they missed, once and in order', async () => {
  const { person } = await aShop();
  const stream = await follow(person);
  const first = await anImage(person);
  await eventually(() => expect(stream.changes()).toEqual([first]));
  const last = stream.events.at(-1)?.id ?? '';
  await stream.close();

  const missed = [await anImage(person), await anImage(person)];
  const again = await follow(person, last);
  await eventually(() => expect(again.changes()).toEqual(missed));
  const next = await anImage(person);
  await eventually(() => expect(again.changes()).toEqual([...missed, next]));
});

test('what commits late is not passed over, though what began after it was there before', async () => {
  const { person, project } = await aShop();
  const stream = await follow(person);
  await other.query('begin');
  await other.query(`insert into events (project_id, kind, subject_id) values ($1, 'post', 'slow')`, [
    project,
  ]);
  const quick = await anImage(person);
  await eventually(async () =>
    expect(
      await rows(`select 1 as one from events where project_id = $1 and kind = 'image'`, [project]),
    ).toHaveLength(1),
  );
  expect(stream.changes()).toEqual([]);
  await other.query('commit');
  await eventually(() => expect(stream.changes()).toEqual(['post slow', quick]));
});

test('a transaction that changes a thing many times tells of it once', async () => {
  const { person, project } = await aShop();
  await anImage(person);
  await other.query('begin');
  for (const notes of ['one', 'two'])
    await other.query('update images set validation_notes = $1 where project_id = $2', [notes, project]);
  await other.query('commit');
  const told = await rows<{ xid: string }>(
    `select xid::text from events where project_id = $1 and kind = 'image' order by xid`,
    [project],
  );
  expect(new Set(told.map(({ xid }) => xid)).size).toBe(told.length);
});

test('whose last event is of another history, as after a database was restored, is told so, and hears again', async () => {
  const { person } = await aShop();
  const stream = await follow(person, `9999999999.1.${Math.floor(Date.now() / 1000)}`);
  expect(stream.events[0]?.name).toBe('reset');
  const image = await anImage(person);
  await eventually(() => expect(stream.changes()).toContain(image));
});

test('events are kept for three days; who was away for longer is told to read everything again', async () => {
  const { person, project } = await aShop();
  const long = Math.floor(Date.now() / 1000) - 3 * 24 * 60 * 60;
  const stream = await follow(person, `1.0.${long}`);
  expect(stream.events[0]?.name).toBe('reset');

  await anImage(person);
  await rows(
    `update events set created_at = now() - interval '73 hours' where project_id = $1 returning 1 as aged`,
    [project],
  );
  await forgetExpiredRows();
  expect(await rows('select 1 as one from events where project_id = $1', [project])).toEqual([]);
});

test('who is removed from a project hears nothing of it from then on', async () => {
  const { person, project } = await aShop();
  const member = await aPerson(api, 'member');
  await rows(
    `insert into memberships (project_id, user_id, role) select $1, id, 'viewer' from users where email = $2 returning 1 as added`,
    [project, member.email],
  );
  const inShop = { client: member.client.with({ 'x-project-id': project }) } as TestPerson;
  const stream = await follow(inShop);
  const { body: members } = await person.client.get(`/api/v1/projects/${project}/members`);
  const { user_id: id } = members.find(({ email }: { email: string }) => email === member.email);
  await person.client.delete(`/api/v1/projects/${project}/members/${id}`);
  await stream.done;
  expect(stream.all().filter((change) => change === `project ${project}`).length).toBeLessThan(2);
  expect((await fetch(`${api.url}/api/events`, { headers: inShop.client.headers })).status).toBe(404);
});

test('an invitation and its mail, the assistant and chats are told of', async () => {
  const { person, project } = await aShop();
  const stream = await follow(person);
  await person.client.put('/api/assistant/settings', { mode: 'off' });
  await eventually(() => expect(stream.changes()).toContain(`assistant ${project}`));
  const { body: widget } = await person.client.post('/api/web-widgets', { name: 'Chat' });
  await eventually(() => expect(stream.changes()).toContain(`widget ${widget.id}`));

  const told = () => stream.all().filter((change) => change === `project ${project}`).length;
  const before = told();
  const email = 'new.colleague@example.com';
  await person.client.post(`/api/v1/projects/${project}/invitations`, { email, role: 'viewer' });
  await eventually(() => expect(told()).toBe(before + 1));
  await rows(`update mails set status = 'sent' where recipient = $1 returning id`, [email]);
  await eventually(() => expect(told()).toBe(before + 2));
});

test('a stranger hears nothing, a member who opens too many streams is told so', async () => {
  expect((await fetch(`${api.url}/api/events`)).status).toBe(401);
  const { person } = await aShop();
  for (let stream = 0; stream < 20; stream += 1) await follow(person, undefined, false);
  const refused = await fetch(`${api.url}/api/events`, { headers: person.client.headers });
  expect(refused.status).toBe(429);
});
