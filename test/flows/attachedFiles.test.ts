import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { row } from '../../db/query.ts';
import { aConversation } from '../support/conversations.ts';
import { eventually } from '../support/eventually.ts';
import { anInboxAt, type TestInbox } from '../support/inboxes.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startPublishingStack } from '../support/publishing.ts';
import type { TestStack } from '../support/testStack.ts';

let stack: TestStack;
let ada: TestPerson;
let project: string;
let whatsapp: TestInbox;
let instagram: TestInbox;

beforeAll(async () => {
  stack = await startPublishingStack({ RATE_LIMITS: 'false' });
  ada = await aPerson(stack.api, 'ada');
  project = (await ada.client.get('/api/v1/projects')).body[0].id;
  await ada.client.put('/api/assistant/settings', { mode: 'off' });
  whatsapp = await anInboxAt(stack, ada, 'whatsapp');
  instagram = await anInboxAt(stack, ada, 'instagram');
});
afterAll(() => stack.close());

/** As a phone takes it: with where it was taken. */
const aPhoto = (type: 'jpeg' | 'webp' = 'jpeg') =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: '#336699' } })
    .withExif({
      IFD0: { Make: 'SecretCamera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' },
    })
    .toFormat(type)
    .toBuffer();
const aDocument = (size = 100) => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(size)]);

const attach = (conversation: string, bytes: Uint8Array, name = 'photo.jpg', person = ada) => {
  const form = new FormData();
  form.append('name', name);
  form.append('file', new Blob([Uint8Array.from(bytes)]), 'blob');
  return person.client
    .with({ 'accept-language': 'en' })
    .call('POST', `/api/conversations/${conversation}/files`, { form });
};
const write = (conversation: string, body: object) =>
  ada.client.post(`/api/conversations/${conversation}/messages`, body);
const sent = (id: string) =>
  eventually(async () => {
    const message = await row<{ state: string }>(`select state from messages where id = $1`, [id]);
    expect(['sent', 'delivered', 'read']).toContain(message?.state);
  }, 60_000);

let people = 0;
const aCustomer = async (inbox: TestInbox) => {
  people += 1;
  const from = inbox.platform === 'whatsapp' ? `3362000000${people}` : `88000${people}`;
  return { from, id: await inbox.conversationOf(from, `hello from ${from}`) };
};

describe('a picture', () => {
  test('goes out with its caption, without where it was taken, and stands in the thread', async () => {
    const { from, id } = await aCustomer(whatsapp);
    const { status, body: file } = await attach(id, await aPhoto('webp'), 'C:\\me\\Shop front.webp');
    expect({ status, file }).toMatchObject({
      status: 201,
      file: { type: 'image', media_type: 'image/jpeg', name: 'Shop front.jpg' },
    });
    const kept = Buffer.from(await (await fetch(file.url)).arrayBuffer());
    expect(kept.includes('SecretCamera')).toBe(false);
    expect(kept.length).toBe(file.size);

    const { body: message } = await write(id, {
      content: 'Our shop',
      message_type: 'image',
      file_id: file.id,
    });
    expect(message.attachments).toMatchObject([{ state: 'kept', media_type: 'image/jpeg', size: file.size }]);
    await sent(message.id);
    expect(await whatsapp.sends(from)).toMatchObject([{ type: 'image', text: 'Our shop', sent: true }]);
    const shown = await fetch(message.attachments[0].url);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(message.details).toEqual({});
  });

  test('that is too large for the channel is made smaller', async () => {
    const { id } = await aCustomer(whatsapp);
    const noise = await sharp({
      create: {
        width: 2600,
        height: 2600,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    expect(noise.length).toBeGreaterThan(5_000_000);
    const { status, body: file } = await attach(id, noise, 'noise.png');
    expect(status).toBe(201);
    expect(file.size).toBeLessThanOrEqual(5_000_000);
  });

  test('goes out alone where the channel shows no text beside it', async () => {
    const { from, id } = await aCustomer(instagram);
    const { body: file } = await attach(id, await aPhoto());
    const withText = await write(id, { content: 'Look', message_type: 'image', file_id: file.id });
    expect(withText).toMatchObject({ status: 400, body: { details: { content: [expect.any(String)] } } });
    const { body: message } = await write(id, { message_type: 'image', file_id: file.id });
    await sent(message.id);
    expect(await instagram.sends(from)).toMatchObject([{ type: 'image', sent: true }]);
  });
});

test('a document goes out under its name', async () => {
  const { from, id } = await aCustomer(whatsapp);
  const { body: file } = await attach(id, aDocument(), 'invoice.exe');
  expect(file).toMatchObject({ type: 'document', media_type: 'application/pdf', name: 'invoice.pdf' });
  const body = { message_type: 'document', file_id: file.id, client_message_id: 'invoice' };
  const [first, again] = [await write(id, body), await write(id, body)];
  expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
  await sent(first.body.id);
  expect(await whatsapp.sends(from)).toHaveLength(1);
  expect(first.body.attachments).toMatchObject([{ state: 'kept', name: 'invoice.pdf' }]);
});

describe('refused, and said why at its field, is', () => {
  const refusals: [string, () => Promise<Buffer> | Buffer, RegExp][] = [
    ['a program', () => Buffer.from('MZ\x90 not a picture'), /takes no file of this kind.*image\/jpeg/],
    ['a page', () => Buffer.from('<svg onload=alert(1)>'), /takes no file of this kind/],
    ['half a picture', async () => (await aPhoto()).subarray(0, 300), /JPEG, PNG or WebP/],
    ['nothing', () => Buffer.alloc(0), /A file is required/],
    ['a film that is too large', () => filmOf(16_000_001), /at most 16 MB/],
  ];
  test.each(refusals)('%s', async (_, bytes, why) => {
    const { id } = await aCustomer(whatsapp);
    const { status, body } = await attach(id, await bytes());
    expect({ status, told: body.details.file }).toEqual({ status: 400, told: [expect.stringMatching(why)] });
  });

  test('any file, in a chat of the site', async () => {
    const chat = await aConversation(project, 'widget');
    expect((await ada.client.get(`/api/conversations/${chat}`)).body.files).toEqual([]);
    const { status, body } = await attach(chat, await aPhoto());
    expect({ status, told: body.details.file }).toEqual({
      status: 400,
      told: ['The widget takes no files.'],
    });
  });

  test('a file of another conversation, one under another kind, and one beside an address', async () => {
    const [{ id }, other] = [await aCustomer(whatsapp), await aCustomer(whatsapp)];
    const { body: file } = await attach(id, aDocument());
    const document = { message_type: 'document', file_id: file.id };
    expect(await write(other.id, document)).toMatchObject({
      status: 400,
      body: { details: { file_id: [expect.any(String)] } },
    });
    expect(await write(id, { ...document, message_type: 'image' })).toMatchObject({
      status: 400,
      body: { details: { message_type: [expect.any(String)] } },
    });
    expect((await write(id, { ...document, media_url: 'https://shop.example/a.pdf' })).status).toBe(400);
    expect((await write(id, { content: 'hello', file_id: file.id })).status).toBe(400);
    const eve = await aPerson(stack.api, 'eve');
    expect((await attach(id, aDocument(), 'a.pdf', eve)).status).toBe(404);
  });
});

test('a conversation says what may be attached in it', async () => {
  const { id } = await aCustomer(whatsapp);
  const { body } = await ada.client.get(`/api/conversations/${id}`);
  expect(body.files).toContainEqual({
    type: 'image',
    media_types: ['image/jpeg', 'image/png'],
    maximum_bytes: 5_000_000,
    caption_maximum: 1024,
  });
  expect(body.files).toContainEqual(expect.objectContaining({ type: 'audio', caption_maximum: 0 }));
  expect(body.files).toContainEqual(expect.objectContaining({ type: 'document', maximum_bytes: 25_000_000 }));
});

/** What passes for a film, of so many bytes. */
function filmOf(size: number): Buffer {
  const film = Buffer.alloc(size);
  film.write('ftypisom', 4, 'latin1');
  return film;
}
