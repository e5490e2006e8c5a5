import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addMessage } from '../../commands/inbox/addMessage.ts';
import { ingestChange } from '../../commands/inbox/ingestChange.ts';
import type { Source } from '../../commands/inbox/source.ts';
import { settleAttachment } from '../../db/attachments.ts';
import { row } from '../../db/query.ts';
import { createDiskStorage } from '../../media/diskStorage.ts';
import { attachmentKey } from '../../media/keys.ts';
import { aMessage, anInbox } from '../support/conversations.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false' });
});
afterAll(() => api.close());

/** A shop of its own, with an account on Instagram and one on WhatsApp. */
async function aShop() {
  const owner = await aPerson(api, 'shop');
  const project: string = (await owner.client.get('/api/v1/projects')).body[0].id;
  const instagram = await anInbox(api, project, 'instagram');
  return { owner, project, instagram, whatsapp: await anInbox(api, project, 'whatsapp') };
}
const second = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 1000);
const list = async ({ client }: TestPerson, query = '') =>
  (await client.get(`/api/conversations${query}`)).body;
const thread = async ({ client }: TestPerson, conversation: string, query = '') =>
  (await client.get(`/api/conversations/${conversation}/messages${query}`)).body;

describe('the list', () => {
  test('shows who wrote, where, what and when, the latest first', async () => {
    const { owner, instagram, whatsapp } = await aShop();
    const jean = { contactId: 'user_789', contactName: 'Jean Dupont' };
    const first = await aMessage(instagram, { ...jean, at: second(0), text: 'Bonjour' });
    await aMessage(instagram, { ...jean, at: second(10), text: "j'ai une question" });
    const phone = { contactId: '33612345678', phoneNumber: '+33612345678', at: second(5) };
    const later = await aMessage(whatsapp, { ...phone, text: '', type: 'location' });
    expect(await list(owner)).toEqual({
      conversations: [
        {
          id: first,
          channel: 'instagram',
          customer_name: 'Jean Dupont',
          customer_identifier: 'user_789',
          last_message_at: second(10).toISOString(),
          last_message_snippet: "j'ai une question",
          unread_count: 2,
          social_account_id: instagram.scopeId,
          reply_window_ends_at: second(24 * 3600 + 10).toISOString(),
          state: 'open',
          snoozed_until: null,
          assigned_to: null,
          tags: [],
          handed_over_at: null,
          handover_reason: null,
          answered_by: 'person',
        },
        expect.objectContaining({
          id: later,
          customer_name: '+33612345678',
          last_message_snippet: '[location]',
        }),
      ],
      total: 2,
    });
  });

  test('is narrowed by channel, by what is unread and by the customer, and comes in pages', async () => {
    const { owner, instagram, whatsapp } = await aShop();
    const named = { contactName: 'Zoé 100%', contactUsername: 'zoe_paris' };
    const zoe = await aMessage(instagram, { ...named, at: second(2) });
    const max = await aMessage(whatsapp, { phoneNumber: '+33611111111', at: second(1) });
    await owner.client.patch(`/api/conversations/${zoe}/read`);
    const idsOf = async (query: string) => {
      const { conversations, total } = await list(owner, query);
      return { ids: conversations.map(({ id }: { id: string }) => id), total };
    };
    const [onlyZoe, onlyMax] = [zoe, max].map((id) => ({ ids: [id], total: 1 }));
    const nobody = { ids: [], total: 0 };
    expect(await idsOf('?channel=all')).toEqual({ ids: [zoe, max], total: 2 });
    expect(await idsOf('?channel=instagram')).toEqual(onlyZoe);
    expect(await idsOf('?channel=widget')).toEqual(nobody);
    expect(await idsOf('?unread=true')).toEqual(onlyMax);
    for (const search of ['ZOÉ', 'e_par', '0%25']) expect(await idsOf(`?search=${search}`)).toEqual(onlyZoe);
    expect(await idsOf('?search=3361111')).toEqual(onlyMax);
    expect(await idsOf('?search=eXpar')).toEqual(nobody);
    expect(await idsOf('?limit=1&page=2')).toEqual({ ids: [max], total: 2 });
    expect(await idsOf('?limit=5000')).toEqual({ ids: [zoe, max], total: 2 });
    expect((await owner.client.get('/api/conversations?channel=pigeon')).status).toBe(400);
  });

  test('does not take a public comment for leave to write', async () => {
    const { owner, instagram } = await aShop();
    await aMessage(instagram, { type: 'comment' });
    expect((await list(owner)).conversations[0].reply_window_ends_at).toBeNull();
  });
});

describe('a thread', () => {
  const write = async (source: Source, contactId: string, ...seconds: number[]) => {
    for (const at of seconds)
      await aMessage(source, { contactId, messageId: `${contactId}-${at}`, at: second(at), text: `${at}` });
    return aMessage(source, { contactId, messageId: `${contactId}-0`, at: second(0), text: '0' });
  };
  type Listed = { id: string; content: string }[];

  test('reads oldest first, late messages in their place, the latest where not all are asked for', async () => {
    const { owner, instagram } = await aShop();
    const id = await write(instagram, randomUUID(), 2, 1, 4, 3);
    const contents = async (query: string) =>
      ((await thread(owner, id, query)).messages as Listed).map(({ content }) => content);
    const all = (await thread(owner, id)).messages as Listed;
    expect(all.map(({ content }) => content)).toEqual(['0', '1', '2', '3', '4']);
    expect((await thread(owner, id, '?limit=2')).total).toBe(5);
    expect(await contents('?limit=2')).toEqual(['3', '4']);
    expect(await contents(`?limit=2&before=${all[3]?.id}`)).toEqual(['1', '2']);
    expect(await contents(`?limit=2&after=${all[0]?.id}`)).toEqual(['1', '2']);
    expect(await contents(`?limit=9&after=${all[0]?.id}&before=${all[3]?.id}`)).toEqual(['1', '2']);
    expect(await contents(`?after=${all[4]?.id}`)).toEqual([]);
    expect(await contents('?limit=5000')).toHaveLength(5);
  });

  test('goes on from a message of its own alone', async () => {
    const { owner, instagram } = await aShop();
    const [one, other] = [await aMessage(instagram), await aMessage(instagram)];
    const elsewhere = (await thread(owner, other)).messages[0].id;
    const path = `/api/conversations/${one}/messages`;
    expect((await owner.client.get(`${path}?before=${elsewhere}`)).status).toBe(404);
    expect((await owner.client.get(`${path}?after=${randomUUID()}`)).status).toBe(404);
    expect((await owner.client.get(`${path}?after=last`)).status).toBe(400);
  });

  test('tells all of a message', async () => {
    const { owner, whatsapp } = await aShop();
    const contactId = '33622222222';
    const place = { location: { latitude: 48.85, longitude: 2.35 } };
    const question = { contactId, messageId: 'q', at: second(0), text: 'Where?' };
    const id = await aMessage(whatsapp, question);
    await ingestChange(whatsapp, {
      ...{ kind: 'edited', contactId, messageId: 'q', text: 'Where are you?', at: second(5) },
    });
    await ingestChange(whatsapp, {
      ...{ kind: 'reaction', contactId, messageId: 'q', emoji: '👍', at: second(6) },
    });
    const here = { type: 'location' as const, text: '', data: place, replyToId: 'q', at: second(7) };
    await aMessage(whatsapp, { contactId, ...here });
    const [asked, told] = (await thread(owner, id)).messages;
    expect(asked).toEqual({
      id: expect.any(String),
      conversation_id: id,
      direction: 'inbound',
      content: 'Where are you?',
      created_at: second(0).toISOString(),
      sender_id: contactId,
      is_from_agent: false,
      is_explained: false,
      author: 'customer',
      type: 'text',
      state: 'received',
      problem_code: null,
      problem: null,
      suggestion_id: null,
      attachments: [],
      reply_to: null,
      reaction: '👍',
      details: {},
      edited_at: second(5).toISOString(),
      unsent_at: null,
    });
    expect(told).toMatchObject({ type: 'location', reply_to: asked.id, details: place });

    await ingestChange(whatsapp, { kind: 'unsent', contactId, messageId: 'q', at: second(9) });
    const { messages } = await thread(owner, id);
    expect(messages[0]).toMatchObject({ content: '', reaction: null, unsent_at: second(9).toISOString() });
  });

  test('gives attachments by addresses that are signed, once they are kept', async () => {
    const { owner, whatsapp } = await aShop();
    const media = [{ url: null, id: 'media-1', mediaType: 'image/jpeg', name: 'a.jpg' }];
    const id = await aMessage(whatsapp, { type: 'image', text: '', media: [...media, ...media] });
    const [due] = (await thread(owner, id)).messages;
    const waiting = { media_type: 'image/jpeg', name: 'a.jpg', url: null, size: null, problem: null };
    expect(due.attachments).toEqual([
      { ...waiting, state: 'due' },
      { ...waiting, state: 'due' },
    ]);

    const bytes = Buffer.from('a picture');
    const key = attachmentKey(due.id, 0, bytes, 'jpg');
    await createDiskStorage(api.config.MEDIA_DIR).put(key, bytes);
    await settleAttachment(due.id, 0, { state: 'kept', key, mediaType: 'image/jpeg', size: bytes.length });
    await settleAttachment(due.id, 1, { state: 'failed', problem: 'too_large' });
    const [kept, failed] = (await thread(owner, id)).messages[0].attachments;
    expect(kept).toMatchObject({ state: 'kept', size: bytes.length });
    expect(kept.url).toContain(api.config.PUBLIC_URL);
    const file = await fetch(kept.url.replace(api.config.PUBLIC_URL, api.url));
    expect([file.status, await file.text()]).toEqual([200, 'a picture']);
    expect(failed).toEqual({ ...waiting, state: 'failed', problem: 'too_large' });
  });

  test('tells the shop’s people from the assistant, and leaves out what nobody sent', async () => {
    const { owner, instagram } = await aShop();
    const id = await aMessage(instagram, { at: second(0) });
    const user = await row<{ id: string }>(`select id from users where email = $1`, [owner.email]);
    const ours = { conversationId: id, direction: 'outbound', kind: 'text', data: {} } as const;
    const sent = { ...ours, externalId: null, opensWindow: false, state: 'sent' } as const;
    await addMessage({ ...sent, author: 'agent', authorId: user?.id, content: 'me', sentAt: second(1) });
    await addMessage({ ...sent, author: 'ai', content: 'the assistant', sentAt: second(2) });
    await addMessage({
      ...{ ...sent, author: 'ai', content: 'maybe', sentAt: second(3), state: 'suggested' },
    });
    const { messages, total } = await thread(owner, id);
    expect(total).toBe(3);
    expect(messages.slice(1)).toMatchObject([
      { content: 'me', is_from_agent: true, author: 'agent', sender_id: user?.id },
      { content: 'the assistant', is_from_agent: true, author: 'ai', sender_id: null },
    ]);
  });
});

test('what was read is read, until the customer writes again', async () => {
  const { owner, instagram } = await aShop();
  const contactId = randomUUID();
  const id = await aMessage(instagram, { contactId });
  const unread = async () => (await list(owner)).conversations[0].unread_count;
  expect(await unread()).toBe(1);
  for (let time = 0; time < 2; time += 1)
    expect(await owner.client.patch(`/api/conversations/${id}/read`)).toMatchObject({
      status: 200,
      body: { success: true },
    });
  expect(await unread()).toBe(0);
  await aMessage(instagram, { contactId });
  expect(await unread()).toBe(1);
  expect((await owner.client.patch(`/api/conversations/${randomUUID()}/read`)).status).toBe(404);
});
