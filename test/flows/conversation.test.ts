import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { connect } from '../support/connecting.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** Accounts of the sandbox, as its consent pages know them. */
const accounts = { instagram: '17841400008460056', whatsapp: '102290129340398' };
type Platform = keyof typeof accounts;

let stack: TestStack;
let ada: TestPerson;
let project: string;

beforeAll(async () => {
  stack = await startTestStack();
  ada = await aPerson(stack.api, 'ada');
  project = (await ada.client.get('/api/v1/projects')).body[0].id;
  for (const platform of Object.keys(accounts) as Platform[]) {
    await stack.sandbox.control('webhooks', {
      platform,
      callbackUrl: `${stack.api.url}/api/${platform}/webhook`,
      verifyToken: `sandbox-${platform}-verify-token`,
      accounts: [],
    });
    await connect(stack.api, ada, platform, accounts[platform]);
  }
  // An account hears of its customers once its subscription was seen to.
  await eventually(async () =>
    expect(
      await rows(
        `select c.id from social_media_connections c left join inbox_watches w on w.connection_id = c.id
         where w.problem is not null or w.checked_at is null`,
      ),
    ).toEqual([]),
  );
  const settings = { mode: 'automatic', shop_profile: 'We make pots.' };
  expect((await ada.client.put('/api/assistant/settings', settings)).status).toBe(200);
  const known = [
    { title: 'Livrez-vous à Lyon ?', content: 'Nous livrons à Lyon en deux jours.' },
    { title: 'Do you wrap gifts?', content: 'We wrap every gift in silk paper.' },
    { title: 'What are your opening hours?', content: 'The shop is open from nine to six on weekdays.' },
  ];
  for (const each of known)
    expect((await ada.client.post('/api/assistant/knowledge', { kind: 'question', ...each })).status).toBe(
      201,
    );
});
afterAll(() => stack.close());

let customers = 0;
/** Somebody who writes on a platform for the first time. */
function aCustomer(platform: Platform) {
  customers += 1;
  const from = platform === 'whatsapp' ? `3361000000${customers}` : `70000${customers}`;
  const write = (text: string) =>
    stack.sandbox.control('inbound', { platform, account: accounts[platform], from, text, name: 'Léa' });
  const conversation = () =>
    eventually(async () => {
      const found = await row<{ id: string; turn_due_at: Date | null; handover_reason: string | null }>(
        `select * from conversations where external_id = $1 and project_id = $2`,
        [from, project],
      );
      if (!found) throw new Error('nobody has written yet');
      return found;
    });
  const path = async () => `/api/conversations/${(await conversation()).id}`;
  /** The thread in the order that people read it: who said what. */
  const thread = async () =>
    rows<{ id: string; author: string; content: string; state: string }>(
      `select * from messages where conversation_id = $1 and state not in ('suggested', 'discarded')
       order by sent_at, sequence`,
      [(await conversation()).id],
    );
  /** Waits until somebody has said this last. */
  const says = (author: string, content: string | RegExp, state?: string) =>
    eventually(async () => {
      const last = (await thread()).at(-1);
      expect(last).toMatchObject({
        author,
        content: typeof content === 'string' ? content : expect.stringMatching(content),
        ...(state && { state }),
      });
      return { id: last?.id };
    }, 60_000);
  /** Waits until a message is there, and nothing is owed for it. */
  const isHeard = (text: string) =>
    eventually(async () => {
      expect((await thread()).map(({ content }) => content)).toContain(text);
      expect(await conversation()).toMatchObject({ turn_due_at: null });
    });
  /** What the platform was asked to send. */
  const sent = async () =>
    ((await (await fetch(`${stack.sandbox.url}/control/messages?platform=${platform}`)).json()) as Json[])
      .filter(({ recipient, sent: isSent }) => recipient === from && isSent)
      .map(({ text }) => text as string);
  return { from, write, conversation, path, thread, says, isHeard, sent };
}

test('WhatsApp: the AI answers with its source, a person takes over, and gives it back', async () => {
  const lea = aCustomer('whatsapp');
  await lea.write('Livrez-vous à Lyon ?');
  const { id } = await lea.says('ai', /livrons à Lyon en deux jours/, 'delivered');
  expect((await ada.client.get(`${await lea.path()}/replies/${id}`)).body).toMatchObject({
    decision: 'reply',
    sources: [{ title: 'Livrez-vous à Lyon ?' }],
  });

  await lea.write('Je veux parler à un humain');
  await lea.says(
    'system',
    'Je transmets votre message à une personne de notre équipe, qui vous répondra ici.',
    'delivered',
  );
  expect((await ada.client.get(await lea.path())).body.ai).toMatchObject({
    handed_over_at: expect.any(String),
    handover_reason: 'asks_for_person',
  });
  await eventually(async () =>
    expect((await stack.sandbox.mails(ada.email)).map(({ subject }) => subject)).toContain(
      'Léa attend une réponse sur WhatsApp',
    ),
  );

  await lea.write('Livrez-vous à Lyon le lundi ?');
  await lea.isHeard('Livrez-vous à Lyon le lundi ?');
  await ada.client.post(`${await lea.path()}/messages`, { content: 'Oui, le lundi aussi. Ada' });
  await lea.says('agent', 'Oui, le lundi aussi. Ada', 'delivered');

  expect((await ada.client.patch(await lea.path(), { ai: 'on' })).status).toBe(200);
  await lea.isHeard('Oui, le lundi aussi. Ada');
  await lea.write('What are your opening hours?');
  await lea.says('ai', /open from nine to six/, 'delivered');
  expect(await lea.sent()).toEqual([
    expect.stringContaining('livrons à Lyon en deux jours'),
    expect.stringContaining('Je transmets'),
    'Oui, le lundi aussi. Ada',
    expect.stringContaining('open from nine to six'),
  ]);
}, 120_000);

test('what nobody told it is a person’s, and so the customer is told', async () => {
  const ida = aCustomer('whatsapp');
  await ida.write('Do you repair bicycles?');
  await ida.says('system', /person of our team/, 'delivered');
  expect(await ida.sent()).toHaveLength(1);
  expect(await ida.conversation()).toMatchObject({ handover_reason: 'not_known' });
});

test('who says "ok" to an answer needs none: the AI keeps quiet, and answers what they ask next', async () => {
  const noe = aCustomer('whatsapp');
  await noe.write('Livrez-vous à Lyon ?');
  await noe.says('ai', /livrons à Lyon en deux jours/, 'delivered');
  for (const thanks of ['ok', '👍']) {
    await noe.write(thanks);
    await noe.isHeard(thanks);
  }
  expect(await noe.conversation()).toMatchObject({ handover_reason: null });
  await noe.write('What are your opening hours?');
  await noe.says('ai', /open from nine to six/, 'delivered');
  expect(await noe.sent()).toHaveLength(2);
});

test('Instagram: who writes in pieces is answered once, all of it, and the echo of the answer is no person’s', async () => {
  const max = aCustomer('instagram');
  await max.write('Hello');
  await max.write('Do you wrap gifts?');
  await max.write('What are your opening hours?');
  await max.says('ai', /every gift in silk paper\. .*open from nine to six/);
  await max.isHeard('Hello');
  await eventually(async () => expect((await max.thread()).at(-1)).toMatchObject({ state: 'read' }));
  expect(await max.sent()).toHaveLength(1);
  expect((await max.thread()).map(({ author }) => author)).toEqual([...Array(3).fill('customer'), 'ai']);
  expect((await ada.client.get(await max.path())).body.ai).toMatchObject({ paused_until: null });
}, 120_000);

test('where people answer, the AI suggests, and a person sends it', async () => {
  const eve = aCustomer('whatsapp');
  await eve.write('Hello');
  await eve.says('ai', /./, 'delivered');
  await ada.client.patch(await eve.path(), { ai: 'suggest' });
  await eve.write('What are your opening hours?');
  const suggestion = await eventually(async () => {
    const { body } = await ada.client.get(await eve.path());
    expect(body.ai.suggestion).toMatchObject({ content: expect.stringMatching(/open from nine to six/) });
    return body.ai.suggestion as { id: string; content: string };
  }, 60_000);
  await eve.isHeard('What are your opening hours?');
  expect(await eve.sent()).toHaveLength(1);
  const answer = { content: `${suggestion.content} Ada`, suggestion_id: suggestion.id };
  expect((await ada.client.post(`${await eve.path()}/messages`, answer)).status).toBe(201);
  await eve.says('agent', answer.content, 'delivered');
  expect((await ada.client.get(await eve.path())).body.ai.suggestion).toBeNull();
}, 120_000);

test('a person who answers on another device leads: the AI keeps quiet', async () => {
  const zoe = aCustomer('instagram');
  await zoe.write('Hello');
  await zoe.says('ai', /./);
  await stack.sandbox.control('inbound', {
    ...{ platform: 'instagram', account: accounts.instagram, from: zoe.from },
    ...{ type: 'echo', text: 'Ada here, how can I help?' },
  });
  await zoe.says('agent', 'Ada here, how can I help?');
  await zoe.write('What are your opening hours?');
  await eventually(async () => {
    const { turn_due_at: due } = await zoe.conversation();
    expect(due?.getTime()).toBeGreaterThan(Date.now() + 25 * 60_000);
  });
  await zoe.says('customer', 'What are your opening hours?');
}, 120_000);

describe('the worker is killed', () => {
  test.each(['before it decides', 'while the model thinks'])(
    '%s: one answer all the same',
    async (when) => {
      const tom = aCustomer('whatsapp');
      const text = `What are your opening hours, ${customers}?`;
      if (when === 'while the model thinks')
        await stack.sandbox.fault({
          standIn: 'openai',
          fault: 'slow',
          match: text,
          delayMs: 8_000,
          times: 1,
        });
      await tom.write(text);
      await tom.conversation();
      if (when === 'while the model thinks')
        await eventually(async () => expect(await stack.sandbox.calls(text)).toHaveLength(1));
      await stack.worker.kill();
      await stack.worker.start();
      await tom.says('ai', /open from nine to six/, 'delivered');
      expect(await tom.sent()).toHaveLength(1);
    },
    120_000,
  );
});

test('a model that takes its time holds up one conversation alone', async () => {
  const [slow, quick] = [aCustomer('whatsapp'), aCustomer('whatsapp')];
  for (const standIn of ['openai', 'gemini'])
    await stack.sandbox.fault({ standIn, fault: 'slow', match: 'endless', delayMs: 600_000, times: 9 });
  await slow.write('an endless question');
  await eventually(async () => expect(await stack.sandbox.calls('endless')).toHaveLength(1));
  await quick.write('What are your opening hours?');
  await quick.says('ai', /open from nine to six/, 'delivered');
  await slow.says('customer', 'an endless question');
  await stack.sandbox.clearFaults();
}, 120_000);

test('an assistant that nobody can reach leaves the customer to people', async () => {
  const sam = aCustomer('whatsapp');
  for (const standIn of ['openai', 'gemini'])
    await stack.sandbox.fault({ standIn, fault: 'server_error', match: 'unheard of', times: 50 });
  await sam.write('something unheard of, please');
  await sam.says('system', /person of our team/);
  expect(await sam.conversation()).toMatchObject({ handover_reason: 'assistant_unavailable' });
}, 240_000);
