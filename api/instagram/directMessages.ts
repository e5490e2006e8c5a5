import { orderBatch } from '../../commands/batches/orderBatch.ts';
import { DmSent, SendDmBatchRequest, SendDmRequest } from '../../contracts/instagramMessages.ts';
import { BatchDone, BatchUnderWay } from '../../contracts/messageBatches.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import { authorOf } from '../messageBatches/authorOf.ts';
import { endOfBatch, endOfMessage } from '../messageBatches/follow.ts';
import { refuseLateMessage, refuseLongTexts, requireMessaging } from '../messageBatches/judgeMessage.ts';
import { presentUnderWay } from '../messageBatches/presentBatch.ts';

export const sendDm = endpoint({
  method: 'POST',
  path: '/api/instagram/send-dm',
  summary:
    'Write to a customer, with the token of the request: 200 when Instagram took it within 20 s, else 202 with where to ' +
    'look; later than 24 hours after the customer last wrote, 409',
  tag: 'Instagram',
  access: 'editor',
  idempotent: true,
  body: SendDmRequest,
  answers: { 200: DmSent, 202: BatchUnderWay },
  async handle({ body, caller, project, services, locale }) {
    const platform = requireMessaging(services, 'instagram');
    const { page_id: accountId, recipient_ig_id: recipient, text, access_token: accessToken } = body;
    refuseLongTexts(platform, { text }, locale);
    await refuseLateMessage(platform, project.id, { accountId, address: recipient });
    const id = await orderBatch(services.vault, {
      ...{ projectId: project.id, userId: caller.userId, accountId, accessToken },
      ...{ channel: 'instagram', author: authorOf(caller) },
      messages: [{ recipient, address: recipient, body: { type: 'text', text } }],
    });
    return accepted(presentUnderWay({ id, state: 'running' }, { services, locale }, { ofOne: true }));
  },
  async follow({ promised, project, services, locale }) {
    const { done, underWay } = await endOfMessage(promised, { project, services, locale });
    return done ? ok({ success: true as const, message_id: done.externalId }) : accepted(underWay);
  },
});

export const sendDmBatch = endpoint({
  method: 'POST',
  path: '/api/instagram/send-dm-batch',
  summary:
    'Write the same to up to 1000 customers, with the token of the request: 200 with a result for each when that is done ' +
    'within 20 s, else 202 with where to look. A recipient who is none, or named twice, has all of them refused before ' +
    'any is sent',
  tag: 'Instagram',
  access: 'editor',
  idempotent: true,
  body: SendDmBatchRequest,
  answers: { 200: BatchDone, 202: BatchUnderWay },
  async handle({ body, caller, project, services, locale }) {
    const platform = requireMessaging(services, 'instagram');
    const { page_id: accountId, recipients, text, access_token: accessToken } = body;
    refuseLongTexts(platform, { text }, locale);
    const id = await orderBatch(services.vault, {
      ...{ projectId: project.id, userId: caller.userId, accountId, accessToken },
      ...{ channel: 'instagram', author: 'system' },
      messages: recipients.map((recipient) => ({
        ...{ recipient, address: recipient, body: { type: 'text' as const, text } },
      })),
    });
    return accepted(presentUnderWay({ id, state: 'running' }, { services, locale }, { ofOne: false }));
  },
  async follow({ promised, project, services, locale }) {
    const { done, underWay } = await endOfBatch(promised, { project, services, locale });
    return done ? ok(done) : accepted(underWay);
  },
});
