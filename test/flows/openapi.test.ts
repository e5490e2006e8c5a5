import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { grantAdmin } from '../../commands/grantAdmin.ts';
import type { Endpoint } from '../../api/endpoint.ts';
import { endpoints } from '../../api/endpoints.ts';
import { answered, document } from '../support/openapi.ts';
import { aDocument, anAiReply } from '../support/assistant.ts';
import { aBatch } from '../support/batches.ts';
import { aCaption } from '../support/captions.ts';
import { aConnection } from '../support/connections.ts';
import { aFailedMessage, aMessage, anInbox } from '../support/conversations.ts';
import { aPerson } from '../support/people.ts';
import { aReply } from '../support/replies.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
});
afterAll(() => api.close());

/**
 * Every answer in every test is held against the document by ApiClient. Here the document is shown to speak of each
 * endpoint: what can be read is read, on real data, and answers as described.
 */
test('every GET of the document answers as described', async () => {
  const ada = await aPerson(api, 'ada');
  const { body: image } = await ada.client.post('/api/images/generate', { prompt: 'described', tags: ['a'] });
  const { body: projects } = await ada.client.get('/api/v1/projects');
  const project = projects[0].id;
  await ada.client.post(`/api/v1/projects/${project}/api-keys`, { name: 'described' });
  await ada.client.post(`/api/v1/projects/${project}/invitations`, { email: 'friend@example.com' });
  const connection = await aConnection(api, project);
  await aConnection(api, project, 'twitter');
  const { body: post } = await ada.client.post('/api/scheduler/schedule', {
    scheduled_time: new Date(Date.now() + 60 * 60_000).toISOString(),
    platform: 'twitter',
    caption: 'described',
  });
  const plan = { name: 'described', frequency: 'daily', time_of_day: '10:00', platforms: ['twitter'] };
  const { body: schedule } = await ada.client.post('/api/scheduler/schedules', plan);
  const { body: customer } = await ada.client.post('/api/clients', { phoneNumber: '+33612345678' });
  const { body: widget } = await ada.client.post('/api/web-widgets', { name: 'described' });
  const products = [{ id: 'prod1', name: 'described', price: 29.99, quantity: 2 }];
  await ada.client.post('/api/orders', { clientId: customer.id, products });
  await grantAdmin(ada.email);
  const conversation = await aMessage(await anInbox(api, project));
  await aFailedMessage(conversation);
  await ada.client.post(`/api/conversations/${conversation}/notes`, { content: 'described' });
  await ada.client.post('/api/saved-replies', { title: 'described', content: 'described' });
  const ids: Record<string, string> = {
    id: String(image.id),
    project_id: project,
    platform: 'tiktok',
    'connections/id': connection.id,
    'posts/id': String(post.id),
    'schedules/id': String(schedule.id),
    'replies/id': await aReply(project),
    'batches/id': await aBatch(project),
    'captions/id': await aCaption(project),
    'clients/id': customer.id,
    'widgets/id': widget.id,
    widget_id: widget.id,
    filename: 'widget.js',
    conversation_id: conversation,
    'replies/message_id': await anAiReply(conversation),
    'knowledge/id': await aDocument(project, 'described', 'described'),
  };

  const challenge = (platform: string) =>
    `?hub.mode=subscribe&hub.challenge=1&hub.verify_token=sandbox-${platform}-verify-token`;
  const span = '?from=2027-01-01T00:00:00Z&until=2027-02-01T00:00:00Z';
  /** What a GET answers only to whoever says it. */
  const queries: Record<string, string> = {
    '/api/instagram/webhook': challenge('instagram'),
    '/api/whatsapp/webhook': challenge('whatsapp'),
    '/api/assistant/knowledge/search': '?q=described',
    '/api/scheduler/calendar': span,
    '/api/scheduler/schedules/occurrences': span,
  };

  /** A stream has no end to wait for: the tests of what it tells read it. */
  const isStream = ({ answerTypes }: Endpoint) => answerTypes?.includes('text/event-stream') ?? false;
  /** Those that ask a platform, which is not there: the tests of each hold its answers against the document. */
  const asking = ['/api/whatsapp/business-profile'];
  const readable = endpoints.filter(
    (endpoint) =>
      endpoint.method === 'GET' &&
      200 in endpoint.answers &&
      !isStream(endpoint) &&
      !asking.includes(endpoint.path),
  );
  for (const { path } of readable) {
    const { status } = await ada.client.get(
      path.replace(
        /(\w+)\/\{(\w+)\}/g,
        (_, owner: string, name: string) =>
          `${owner}/${ids[`${owner}/${name}`] ?? ids[name] ?? `no-${name}`}`,
      ) + (queries[path] ?? ''),
    );
    expect([path, status]).toEqual([path, 200]);
    expect(answered).toContain(`GET ${path} 200`);
  }
});

test('a body that the document describes is accepted, one that it does not is refused', async () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(document, 'openapi');
  const described = ajv.compile({ $ref: 'openapi#/components/schemas/GenerateImageRequest' });
  const { client } = await aPerson(api, 'lin');
  const bodies = [
    { prompt: 'a' },
    { prompt: 'a', width: 256, height: 512, quality: 'hd', style: 'anime', tags: ['a'], n: 2 },
    { prompt: '' },
    { prompt: 'a', width: 300 },
    { prompt: 'a', n: 5 },
    { prompt: 'a', tags: 'a' },
    { prompt: 'a', colour: 'red' },
    {},
  ];
  for (const body of bodies) {
    const { status } = await client.post('/api/images/generate', body);
    expect([body, status]).toEqual([body, described(body) ? 202 : 400]);
  }
});

test('every operation has its own id, a summary, and says what can go wrong', () => {
  const operations = Object.values(document.paths ?? {}).flatMap((item) =>
    Object.values(item as Record<string, { operationId: string; summary: string; responses: object }>),
  );
  expect(operations).toHaveLength(endpoints.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { summary, responses } of operations) {
    expect(summary.length).toBeGreaterThan(5);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '500', '503']));
  }
});

test('headers that an endpoint needs of its own are named', async () => {
  const { parameters } = document.paths?.['/api/web-widget/events']?.get ?? {};
  expect(parameters).toContainEqual(
    expect.objectContaining({ in: 'header', name: 'X-Visitor-Token', required: true }),
  );
  const { body: widget } = await (
    await aPerson(api, 'shop')
  ).client.post('/api/web-widgets', { name: 'Shop' });
  const refused = await api.stranger().get(`/api/web-widget/events?widget_id=${widget.id}`);
  expect(refused).toMatchObject({
    status: 401,
    body: { detail: expect.stringContaining('X-Visitor-Token') },
  });
});
