import type { z } from 'zod';
import { orderBatch } from '../../commands/batches/orderBatch.ts';
import { BatchDone, BatchUnderWay, type BatchMessage } from '../../contracts/messageBatches.ts';
import { SendBatchRequest } from '../../contracts/whatsapp.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import { endOfBatch } from '../messageBatches/follow.ts';
import { refuseLongTexts, requireMessaging } from '../messageBatches/judgeMessage.ts';
import { presentUnderWay } from '../messageBatches/presentBatch.ts';
import { needNumber } from './account.ts';
import { addressOf } from './address.ts';

/** A thousand of the longest texts, in characters of three bytes each, and what stands around them. */
const longestBody = 16 * 1024 * 1024;

export const sendBatch = endpoint({
  method: 'POST',
  path: '/api/whatsapp/send-batch',
  summary:
    'Send up to 1000 messages, texts or templates: 200 with a result for each when that is done within 20 s, else 202 ' +
    'with where to look. One that is wrong, as a number that is none, has all of them refused before any is sent',
  tag: 'WhatsApp',
  access: 'editor',
  idempotent: true,
  body: SendBatchRequest,
  bodyLimit: longestBody,
  answers: { 200: BatchDone, 202: BatchUnderWay },
  async handle({ body: { messages, connection_id: connectionId }, caller, project, services, locale }) {
    const texts = messages.map(({ text }, place) => [`messages.${place}.text`, text] as const);
    refuseLongTexts(requireMessaging(services, 'whatsapp'), Object.fromEntries(texts), locale);
    const { externalId: accountId } = await needNumber(project, connectionId, locale);
    const id = await orderBatch(services.vault, {
      ...{ projectId: project.id, userId: caller.userId, accountId, accessToken: null },
      ...{ channel: 'whatsapp', author: 'system' },
      messages: messages.map((message) => ({
        recipient: message.to,
        address: addressOf(message.to),
        body: messageOf(message),
      })),
    });
    return accepted(presentUnderWay({ id, state: 'running' }, { services, locale }, { ofOne: false }));
  },
  async follow({ promised, project, services, locale }) {
    const { done, underWay } = await endOfBatch(promised, { project, services, locale });
    return done ? ok(done) : accepted(underWay);
  },
});

type Entry = z.infer<typeof SendBatchRequest>['messages'][number];

/** The schema lets either a text or a template through. */
function messageOf({
  text,
  template_name: name = '',
  language_code: language = '',
  components = [],
}: Entry): BatchMessage {
  return text === undefined ? { type: 'template', name, language, components } : { type: 'text', text };
}
