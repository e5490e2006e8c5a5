import { GraphRefused } from '../../graph/refusal.ts';

/** What a message is refused with: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const errors = {
  rateLimit: [130_429, 'Rate limit hit', 'Cloud API message throughput has been reached.'],
  pairRateLimit: [
    131_056,
    '(Business Account, Consumer Account) pair rate limit hit',
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  ],
  windowIsOver: [
    131_047,
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ],
  unknownNumber: [
    131_026,
    'Message undeliverable',
    'Message Undeliverable: the recipient is not on WhatsApp, or cannot receive it.',
  ],
  missing: [131_008, 'Required parameter is missing', ''],
  wrong: [131_009, 'Parameter value is not valid', ''],
  wrongType: [131_051, 'Unsupported message type', 'Message type is not currently supported.'],
  parameterCount: [132_000, 'Number of parameters does not match the expected number of params', ''],
  noTemplate: [132_001, 'Template name does not exist in the translation', ''],
} as const;

/** A refusal of a message, by name; `details` where the sandbox can say more. */
export function refusal(name: keyof typeof errors, details?: string): GraphRefused {
  const [code, message, usual] = errors[name];
  const data = { messaging_product: 'whatsapp', details: details ?? usual };
  return new GraphRefused({ code, message: `(#${code}) ${message}`, data });
}
