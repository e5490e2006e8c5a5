import type { z } from 'zod';
import { orderBatch } from '../../commands/batches/orderBatch.ts';
import { BatchUnderWay, type BatchMessage } from '../../contracts/messageBatches.ts';
import {
  MessageSent,
  SendMediaRequest,
  SendTemplateRequest,
  SendTextRequest,
} from '../../contracts/whatsapp.ts';
import type { Caller, ProjectAccess } from '../callers.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import { authorOf } from '../messageBatches/authorOf.ts';
import { endOfMessage, type SentRow } from '../messageBatches/follow.ts';
import { refuseLateMessage, refuseLongTexts, requireMessaging } from '../messageBatches/judgeMessage.ts';
import { presentUnderWay } from '../messageBatches/presentBatch.ts';
import type { Locale } from '../locale.ts';
import type { Services } from '../services.ts';
import { needNumber } from './account.ts';
import { addressOf } from './address.ts';

const ending = '200 when WhatsApp took it within 20 s, else 202 with where to look; refused by WhatsApp, 400';
const answers = { 200: MessageSent, 202: BatchUnderWay };
const tag = 'WhatsApp';

export const sendText = endpoint({
  method: 'POST',
  path: '/api/whatsapp/send-text',
  summary: `Write to a customer: ${ending}; later than 24 hours after the customer last wrote, 409`,
  ...{ tag, answers },
  access: 'editor',
  idempotent: true,
  body: SendTextRequest,
  async handle({ body: { to, text, connection_id: connectionId }, ...request }) {
    refuseLongTexts(requireMessaging(request.services, 'whatsapp'), { text }, request.locale);
    return accepted(await order(request, { to, connectionId, message: { type: 'text', text } }));
  },
  follow: (request) => end(request),
});

export const sendTemplate = endpoint({
  method: 'POST',
  path: '/api/whatsapp/send-template',
  summary: `Send a template that WhatsApp has approved, at any time: ${ending}`,
  ...{ tag, answers },
  access: 'editor',
  idempotent: true,
  body: SendTemplateRequest,
  async handle({ body, ...request }) {
    const {
      to,
      template_name: name,
      language_code: language,
      components,
      connection_id: connectionId,
    } = body;
    const message = { type: 'template' as const, name, language, components };
    return accepted(await order(request, { to, connectionId, message }));
  },
  follow: (request) => end(request),
});

export const sendMedia = endpoint({
  method: 'POST',
  path: '/api/whatsapp/send-media',
  summary: `Send a file that stands at a public address: ${ending}; later than 24 hours after the customer last wrote, 409`,
  ...{ tag, answers },
  access: 'editor',
  idempotent: true,
  body: SendMediaRequest,
  async handle({ body, ...request }) {
    const { to, media_type: mediaType, media_url: url, connection_id: connectionId } = body;
    const message = { type: 'media' as const, mediaType, url, caption: body.caption || null };
    return accepted(await order(request, { to, connectionId, message }));
  },
  follow: (request) => end(request),
});

interface Request {
  caller: Caller;
  project: ProjectAccess;
  services: Services;
  locale: Locale;
}

/** Promises one message. @throws {Refusal} when no number can send it, or the customer wrote too long ago */
async function order(
  { caller, project, services, locale }: Request,
  { to, connectionId, message }: { to: string; connectionId: string | undefined; message: BatchMessage },
): Promise<z.infer<typeof BatchUnderWay>> {
  const platform = requireMessaging(services, 'whatsapp');
  const { externalId: accountId } = await needNumber(project, connectionId, locale);
  const address = addressOf(to);
  if (message.type !== 'template') await refuseLateMessage(platform, project.id, { accountId, address });
  const id = await orderBatch(services.vault, {
    ...{ projectId: project.id, userId: caller.userId, accountId, accessToken: null },
    ...{ channel: 'whatsapp', author: authorOf(caller) },
    messages: [{ recipient: to, address, body: message }],
  });
  return presentUnderWay({ id, state: 'running' }, { services, locale }, { ofOne: true });
}

async function end({ promised, ...surroundings }: Request & { promised: unknown }) {
  const { done, underWay } = await endOfMessage(promised, surroundings);
  return done ? ok(presentSent(done)) : accepted(underWay);
}

function presentSent(sent: SentRow): z.infer<typeof MessageSent> {
  const { recipient, address, contactId, externalId } = sent;
  // What WhatsApp did not say is what was asked for: it took the message so.
  const name = contactId ?? address;
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: recipient, wa_id: /^\d+$/.test(name) ? name : null }],
    messages: [{ id: externalId }],
    message_type: typeOf(sent),
  };
}

function typeOf({ type, mediaType }: SentRow): z.infer<typeof MessageSent>['message_type'] {
  return type === 'media' ? MessageSent.shape.message_type.parse(mediaType) : type;
}
