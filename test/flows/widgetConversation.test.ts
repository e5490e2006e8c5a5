import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';
import { aWidget, conversationOf, listenTo } from '../support/widgets.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());

test('a visitor is answered by the AI, then by a person while the AI keeps quiet, then by the AI again', async () => {
  const { api } = stack;
  const widget = await aWidget(api);
  const { client, email } = widget.owner;
  await client.put('/api/assistant/settings', { mode: 'automatic', shop_profile: 'We make pots.' });
  const known = {
    kind: 'question',
    title: 'Livrez-vous à Lyon ?',
    content: 'Nous livrons à Lyon en deux jours.',
  };
  await client.post('/api/assistant/knowledge', known);

  const browser = api.stranger();
  const visitor = (await browser.post('/api/web-widget/visitors', { widget_id: widget.id })).body;
  const { visitor_token: token } = visitor;
  const write = (message: string) =>
    browser.post('/api/web-widget/messages', { widget_id: widget.id, visitor_token: token, message });
  await write('Livrez-vous à Lyon ?');
  const stream = await listenTo(`${api.url}/api/web-widget/events?widget_id=${widget.id}`, {
    'x-visitor-token': token,
  });
  /** Waits until this is the last that the visitor was told. */
  const hears = (from: string, content: string | RegExp) =>
    eventually(
      () =>
        expect(JSON.parse(stream.events.at(-1)?.data ?? '{}')).toMatchObject({
          from,
          content: expect.stringMatching(content),
        }),
      60_000,
    );
  await hears('assistant', /livrons à Lyon en deux jours/);

  await write('Je veux parler à un humain');
  await hears('system', /personne de notre équipe/);
  await eventually(async () =>
    expect((await stack.sandbox.mails(email)).map(({ subject }) => subject).join()).toContain(
      'attend une réponse',
    ),
  );
  const conversation = await conversationOf(widget);
  await write('Livrez-vous le lundi ?');
  await eventually(async () =>
    expect(await row(`select turn_due_at as due from conversations where id = $1`, [conversation])).toEqual({
      due: null,
    }),
  );
  const answer = { content: 'Oui, le lundi aussi. Ada' };
  const path = `/api/conversations/${conversation}`;
  expect((await client.post(`${path}/messages`, answer)).body).toMatchObject({ direction: 'outbound' });
  await hears('agent', answer.content);

  await client.patch(path, { ai: 'on' });
  await write('Livrez-vous à Lyon ?');
  await hears('assistant', /livrons à Lyon en deux jours/);
  expect(stream.events.map(({ data }) => JSON.parse(data).from)).toEqual([
    ...['visitor', 'assistant', 'visitor', 'system', 'visitor', 'agent', 'visitor', 'assistant'],
  ]);
  await stream.close();
}, 120_000);
