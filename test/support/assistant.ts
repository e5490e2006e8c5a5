import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createAssistant } from '../../activities/assistant/index.ts';
import type { ChatModel } from '../../ai/chatModel.ts';
import { createChatModel } from '../../ai/createChatModel.ts';
import { keepReplyCall } from '../../commands/assistant/keepCall.ts';
import { linkReply } from '../../commands/assistant/linkReply.ts';
import { addMessage } from '../../commands/inbox/addMessage.ts';
import { handOver } from '../../commands/inbox/turns/handOver.ts';
import type { AssistantInputs, AssistantVerdict, CitedSource } from '../../contracts/assistant.ts';
import { readCall, type AssistantCallRow } from '../../db/assistantCalls.ts';
import { row, rows } from '../../db/query.ts';
import { loadPlatforms } from '../../platforms/registry.ts';

type Provider = ChatModel['provider'];

/** The sandbox's model of a vendor. */
const sandboxModel = (sandboxUrl: string, provider: Provider): ChatModel =>
  createChatModel({
    ...{ provider, apiKey: 'a-key-for-the-sandbox' },
    baseUrl: provider === 'openai' ? `${sandboxUrl}/openai/v1` : `${sandboxUrl}/gemini`,
    model: provider === 'openai' ? 'gpt-5-mini' : 'gemini-2.5-flash',
  });

/** Has the assistant answer a conversation by the sandbox's models, asked in this order; what was kept of it. */
export async function anAssistant(sandboxUrl: string, providers: Provider[]) {
  const platforms = await loadPlatforms({
    ...{ environment: {}, publicUrl: 'http://localhost:8000', sandboxUrl },
  });
  const assistantModels = providers.map((provider) => sandboxModel(sandboxUrl, provider));
  const assistant = createAssistant({ assistantModels, namedModel: () => undefined, platforms });
  const compose = (id: string) => assistant.composeReply(id);
  return async (conversationId: string): Promise<AssistantCallRow> => {
    const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
    const { callId } = await environment.run<[string], AssistantVerdict, typeof compose>(
      compose,
      conversationId,
    );
    const call = await readCall(callId);
    if (!call) throw new Error('the call was not kept');
    return call;
  };
}

/** Tells a project's assistant something; its id. */
export async function aDocument(projectId: string, title: string, content: string): Promise<string> {
  const made = await row<{ id: string }>(
    `insert into knowledge_documents (project_id, kind, title, content) values ($1, 'document', $2, $3) returning id`,
    [projectId, title, content],
  );
  return made?.id ?? '';
}

/** An order of the customer of a conversation. */
export async function anOrder(
  conversationId: string,
  { number, product, status = 'shipped' }: { number: string; product: string; status?: string },
): Promise<void> {
  await rows(
    `with made as (
       insert into orders (project_id, contact_id, external_id, status, total, placed_at)
       select project_id, contact_id, $2, $3, 89, '2026-01-12T10:00:00Z' from conversations where id = $1 returning id)
     insert into order_products (order_id, position, product_id, name, price, quantity)
     select id, 0, 'p', $4, 89, 1 from made returning 1 as made`,
    [conversationId, number, status, product],
  );
}

const inputs: AssistantInputs = {
  instructions: 'Answer from the sources alone.',
  message:
    '<source id="k1" title="Hours">We open at noon.</source><message from="customer">When do you open?</message>',
  sources: [{ key: 'k1', id: randomUUID(), title: 'Hours', text: 'We open at noon.' }],
  customerWords: ['When do you open?'],
  unanswered: ['When do you open?'],
  ...{ customerName: '', shopProfile: '', language: 'en' },
};

/** What the assistant made of a customer's last message, without a model; the call's id. */
async function aCall(
  conversationId: string,
  made: { text: string; sources: CitedSource[] } & Pick<AssistantVerdict, 'decision' | 'reason'>,
): Promise<string> {
  const found = await row<{ projectId: string; sequence: string }>(
    `select project_id as "projectId", last_sequence as sequence from conversations where id = $1`,
    [conversationId],
  );
  const { projectId = '', sequence = '0' } = found ?? {};
  const { text, sources, decision, reason } = made;
  const { callId } = await keepReplyCall({
    ...{ projectId, conversationId, sequence, inputs, tools: [], sources },
    ...{ provider: 'openai', model: 'gpt-5-mini', decision, reason },
    answer: { text, language: 'en', confidence: 0.9, sources },
    ...{ inputTokens: 100, outputTokens: 10, costUsd: 0.000045, durationMs: 12 },
  });
  return callId;
}

/** A message that the assistant sent in a conversation, without a model; its id. */
export async function anAiReply(conversationId: string): Promise<string> {
  const sources = [{ id: inputs.sources[0]?.id ?? '', title: 'Hours', quote: 'We open at noon.' }];
  const callId = await aCall(conversationId, {
    ...{ text: 'We open at noon.', sources, decision: 'reply', reason: 'answered' },
  });
  const { id } = await addMessage({
    ...{ conversationId, direction: 'outbound', author: 'ai', kind: 'text', content: 'We open at noon.' },
    ...{ data: {}, externalId: null, sentAt: new Date(), state: 'sent', opensWindow: false },
  });
  await linkReply(callId, id);
  return id;
}

/** The assistant wrote a text that must not be sent, and so a person was called; the id of the notice. */
export async function aWithheldReply(conversationId: string, text: string): Promise<string> {
  const callId = await aCall(conversationId, {
    ...{ text, sources: [], decision: 'hand_over', reason: 'unsupported_number' },
  });
  const notice = await handOver(conversationId, 'answer_withheld');
  if (!notice) throw new Error('the customer was told nothing');
  await linkReply(callId, notice);
  return notice;
}
