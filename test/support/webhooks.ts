import { createHmac } from 'node:crypto';

/** What a platform's webhook answered. */
interface WebhookAnswer {
  status: number;
  body: string;
}

const appSecret = (platform: string) => `sandbox-${platform}-secret`;

/** As Meta writes JSON: what is not ASCII as \uXXXX, and / as \/. */
const asMetaWrites = (body: object): string =>
  JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Sends a webhook as Meta does, signed by the app's secret. */
export async function sendWebhook(
  url: string,
  platform: string,
  body: object | string,
  { secret = appSecret(platform), header = 'x-hub-signature-256' } = {},
): Promise<WebhookAnswer> {
  const bytes = Buffer.from(typeof body === 'string' ? body : asMetaWrites(body));
  const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  const response = await fetch(`${url}/api/${platform}/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [header]: signature },
    body: bytes,
  });
  return { status: response.status, body: await response.text() };
}

/** A body about an account of WhatsApp. */
export const whatsappBody = (account: string, ...values: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: 'waba',
      changes: values.map((value) => ({
        field: 'messages',
        value: { messaging_product: 'whatsapp', metadata: { phone_number_id: account }, ...value },
      })),
    },
  ],
});

/** A customer's message as WhatsApp tells of it; `second` after the start of 2026. */
export const whatsappMessage = (from: string, id: string, second: number, content: object | string) => ({
  contacts: [{ profile: { name: `Customer ${from}` }, wa_id: from }],
  messages: [
    {
      from,
      id,
      timestamp: String(1_767_225_600 + second),
      ...(typeof content === 'string' ? { type: 'text', text: { body: content } } : content),
    },
  ],
});

/** What WhatsApp tells of a message that we sent. */
export const whatsappStatus = (id: string, status: string, errors?: object[]) => ({
  statuses: [{ id, status, timestamp: '1767225700', recipient_id: '33600000000', ...(errors && { errors }) }],
});

/** A body about an account of Instagram: what happened between it and a customer. */
export const instagramBody = (account: string, ...messaging: object[]) => ({
  object: 'instagram',
  entry: [{ id: account, time: 1_767_225_600_000, messaging }],
});

/** A direct message, or what happens to one, as Instagram tells of it. */
export const instagramEvent = (from: string, to: string, second: number, event: object) => ({
  sender: { id: from },
  recipient: { id: to },
  timestamp: (1_767_225_600 + second) * 1000,
  ...event,
});
