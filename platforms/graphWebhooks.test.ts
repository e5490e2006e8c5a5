import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { verifyGraph } from './graphWebhooks.ts';
import { split as splitInstagram } from './instagram/splitWebhook.ts';
import { split as splitWhatsApp } from './whatsapp/splitWebhook.ts';

const sign = (body: Buffer | string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('a signature', () => {
  /** As Meta writes it: what is not ASCII as \uXXXX, and / as \/. */
  const body = Buffer.from(
    '{"object":"instagram","entry":[{"id":"1","text":"\\u00c7a va \\ud83d\\ude00 ?","url":"https:\\/\\/a\\/b"}]}',
  );
  const headers = (signature: string) => ({ 'x-hub-signature-256': signature });

  test('is over the bytes as they came, escapes included', () => {
    expect(verifyGraph(body, headers(sign(body, 'secret')), ['secret'])).toBe(true);
    // What the specification's sample signs: the same JSON, written again.
    const rewritten = JSON.stringify(JSON.parse(body.toString()));
    expect(verifyGraph(body, headers(sign(rewritten, 'secret')), ['secret'])).toBe(false);
  });

  test('may be by any of the secrets, while one replaces another', () => {
    expect(verifyGraph(body, headers(sign(body, 'old')), ['new', 'old'])).toBe(true);
    expect(verifyGraph(body, headers(sign(body, 'other')), ['new', 'old'])).toBe(false);
    expect(verifyGraph(body, headers(sign(body, '')), [])).toBe(false);
  });

  test('by SHA-1 proves nothing', () => {
    const sha1 = createHmac('sha1', 'secret').update(body).digest('hex');
    expect(verifyGraph(body, { 'x-hub-signature': `sha1=${sha1}` }, ['secret'])).toBe(false);
    expect(verifyGraph(body, headers(`sha1=${sha1}`), ['secret'])).toBe(false);
  });

  test.each(['', 'sha256=', 'sha256=zz', `sha256=${'0'.repeat(63)}`, 'a'.repeat(71)])(
    'that is none is refused: %p',
    (signature) => {
      expect(verifyGraph(body, headers(signature), ['secret'])).toBe(false);
    },
  );
});

describe('a body', () => {
  test.each(['', 'null', '[]', '{"object":"page","entry":[]}', '{"object":"instagram"}', '{"object":"inst'])(
    'that is no update of Instagram is not understood: %p',
    (body) => {
      expect(splitInstagram(Buffer.from(body))).toBe(null);
    },
  );

  test('of a thousand messages is a thousand items, each with a key of its own', () => {
    const messages = Array.from({ length: 1000 }, (_, index) => ({ id: `wamid.${index}`, type: 'text' }));
    const metadata = { phone_number_id: '7' };
    const entry = [{ id: '1', changes: [{ field: 'messages', value: { metadata, messages } }] }];
    const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
    const items = splitWhatsApp(body) ?? [];
    expect(new Set(items.map(({ key }) => key)).size).toBe(1000);
    expect(splitWhatsApp(body)).toEqual(items);
    expect(items[999]).toMatchObject({ key: 'whatsapp/7/message/wamid.999', accountId: '7' });
  });

  test('keeps numbers that JavaScript would round', () => {
    const body =
      '{"object":"instagram","entry":[{"id":17841400000000001234,"messaging":[{"new":90071992547409931}]}]}';
    const [item] = splitInstagram(Buffer.from(body)) ?? [];
    expect(item?.accountId).toBe('17841400000000001234');
    expect(item?.payload).toContain('"90071992547409931"');
  });
});
