import type { Endpoint } from '../endpoint.ts';
import { webhookOf } from './receiveWebhook.ts';

/** Where platforms send what happens in their accounts' inboxes. */
export const webhooks: Endpoint[] = [
  ...webhookOf('instagram', 'Instagram'),
  ...webhookOf('whatsapp', 'WhatsApp'),
];
