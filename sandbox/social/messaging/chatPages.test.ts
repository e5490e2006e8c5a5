import { afterAll, expect, test } from '@jest/globals';
import { startTestPlatforms } from '../../../test/support/testPlatforms.ts';

const platforms = await startTestPlatforms();
const { at, call, control, told } = platforms;
afterAll(() => platforms.close());

const account = '17841400008460056';
const get = async (path: string): Promise<string> => (await fetch(at(path))).text();
const follow = (path: string, form: Record<string, string>) =>
  call(path, { form }).then(({ headers }) => headers.get('location') ?? '');

test('a person finds the chats on the front page, and becomes a customer', async () => {
  expect(await get('/')).toContain(`href="/chat/instagram/${account}"`);
  expect(await get(`/chat/instagram/${account}`)).toContain('Nobody has written yet.');
  const place = await follow(`/chat/instagram/${account}`, { name: 'Zoé <b>', from: '700' });
  expect(place).toBe(`/chat/instagram/${account}/700`);
  const chat = await get(place);
  expect(chat).toContain('Zoé &#60;b&#62;');
  expect(chat).toContain('nobody hears what is written here');
  expect(chat).not.toContain('<script');
});

test('what a customer writes on the page, and what the shop answers, stands in a frame that renews itself', async () => {
  const place = `/chat/instagram/${account}/701`;
  expect(await follow(place, { text: 'Is it <i>ready</i>?', type: 'text', name: 'Léa' })).toBe(place);
  await follow(place, { text: ' ', type: 'text', name: 'Léa' });
  const { access_token: token } = (await control('tokens', { platform: 'instagram', accountId: account }))
    .body;
  const json = { recipient: { id: '701' }, message: { text: 'Tomorrow' } };
  await call(`/instagram/graph/v23.0/${account}/messages`, { token, json });

  const frame = await fetch(at(`${place}/messages`));
  expect(frame.headers.get('refresh')).toBe('2');
  expect(frame.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  const page = await frame.text();
  expect(page).toContain('Is it &#60;i&#62;ready&#60;/i&#62;?');
  expect(page.indexOf('Tomorrow')).toBeLessThan(page.indexOf('Is it'));
  expect(await told(`chat?platform=instagram&account=${account}&person=701`)).toHaveLength(2);
});

test('a WhatsApp number has its chats, where only phone numbers write', async () => {
  const [, path = ''] = /href="(\/chat\/whatsapp\/\d+)"/.exec(await get('/')) ?? [];
  expect(await follow(path, { name: 'Léa', from: 'Léa' })).toBe(path);
  expect(await follow(path, { name: 'Léa', from: '+33612345678' })).toBe(`${path}/33612345678`);
  expect((await call('/chat/whatsapp/1')).status).toBe(404);
});
