import type { Endpoint } from '../endpoint.ts';
import { businessProfile } from './businessProfile.ts';
import { validateCredentials } from './credentials.ts';
import { sendMedia, sendTemplate, sendText } from './send.ts';
import { sendBatch } from './sendBatch.ts';

/** /api/whatsapp: what is sent directly from a connected number of WhatsApp. */
export const whatsapp: Endpoint[] = [
  validateCredentials,
  sendText,
  sendTemplate,
  sendMedia,
  sendBatch,
  businessProfile,
];
