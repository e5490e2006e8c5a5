import { log } from '@temporalio/activity';
import type { ChatModel, ChatTool } from '../../ai/chatModel.ts';
import type { AssistantInputs, Lookup } from '../../contracts/assistant.ts';
import { nothingSpent, spendingOn, type Spent } from '../spending.ts';
import { noting } from './lookUps.ts';

/** How long a customer waits for one vendor, lookups and all. */
const patienceMs = 25_000;
const maximumTokens = 4_000;

const text = (description: string) => ({ type: 'string' as const, description });
const schema = {
  name: 'answer',
  properties: {
    decision: { ...text('what is to be done'), choices: ['reply', 'ask', 'none', 'hand_over'] },
    text: text('what the customer is told; empty for none and hand_over'),
    topic: {
      ...text('what it is about'),
      choices: ['question', 'not_known', 'asks_for_person', 'complaint', 'payment', 'legal', 'other'],
    },
    language: text('the language of the text, as ISO 639-1 says it: fr, en'),
    confidence: { type: 'number' as const, description: 'how sure you are, from 0 to 1' },
    sources: {
      type: 'objects' as const,
      description: 'the sources that the text rests on',
      members: { id: text("the source's id"), quote: text('its words that the text relies on, exactly') },
    },
  },
};

/** What a model answered. */
interface ModelAnswer {
  provider: ChatModel['provider'];
  model: string;
  value: unknown;
  lookups: Lookup[];
  durationMs: number;
}

/** The first answer, if any model gave one; and what all of them took. */
export interface Asked extends Spent {
  answer: ModelAnswer | null;
}

/**
 * Asks the models one after the other until one answers. What was paid to one that failed counts all the same.
 * @throws the signal's reason when it aborts.
 */
export async function askModels(
  models: ChatModel[],
  { instructions, message }: Pick<AssistantInputs, 'instructions' | 'message'>,
  { tools, known = [] }: { tools: ChatTool[]; known?: Lookup[] },
  signal: AbortSignal,
): Promise<Asked> {
  const asked: Asked = { answer: null, ...nothingSpent() };
  const given = instructions.length + message.length;
  for (const model of models) {
    const spend = spendingOn(model.model, given, asked);
    const lookups: Lookup[] = [];
    const began = Date.now();
    try {
      const { value } = await model.ask(
        {
          ...{ instructions, message, schema, maximumTokens, timeoutMs: patienceMs, spend },
          tools: noting(tools, lookups, known),
        },
        signal,
      );
      const { provider, model: name } = model;
      return { ...asked, answer: { provider, model: name, value, lookups, durationMs: Date.now() - began } };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error) || !error.name.startsWith('Model')) throw error;
      log.warn('a model gave no answer', { provider: model.provider, reason: error.message });
    }
  }
  return asked;
}
