import { log } from '@temporalio/activity';
import type { ChatModel, ChatTokens, ChatTool } from '../../ai/chatModel.ts';
import { costUsd } from '../../ai/prices.ts';
import type { AssistantInputs, Lookup } from '../../contracts/assistant.ts';
import { noting } from './lookUps.ts';

/** How long a customer waits for one vendor, lookups and all. */
const patienceMs = 25_000;
/** Roughly, where a server does not say how many tokens a call took: they count all the same. */
const charactersAToken = 4;
const maximumTokens = 4_000;

const text = (description: string) => ({ type: 'string' as const, description });
const schema = {
  name: 'answer',
  properties: {
    decision: { ...text('what is to be done'), choices: ['reply', 'ask', 'hand_over'] },
    text: text('what the customer is told; empty when it is handed over'),
    topic: {
      ...text('what it is about'),
      choices: ['question', 'asks_for_person', 'complaint', 'payment', 'legal', 'other'],
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

/** What a model answered, and what that took. */
export interface ModelAnswer {
  provider: ChatModel['provider'];
  model: string;
  value: unknown;
  lookups: Lookup[];
  inputTokens: number;
  outputTokens: number;
  /** Null where the model has no price that we know. */
  costUsd: number | null;
  durationMs: number;
}

/**
 * Asks the models one after the other until one answers; null when none does.
 * @throws the signal's reason when it aborts.
 */
export async function askModels(
  models: ChatModel[],
  { instructions, message }: Pick<AssistantInputs, 'instructions' | 'message'>,
  { tools, known = [] }: { tools: ChatTool[]; known?: Lookup[] },
  signal: AbortSignal,
): Promise<ModelAnswer | null> {
  for (const model of models) {
    const lookups: Lookup[] = [];
    const began = Date.now();
    try {
      const { value, tokens } = await model.ask(
        {
          ...{ instructions, message, schema, maximumTokens, timeoutMs: patienceMs },
          tools: noting(tools, lookups, known),
        },
        signal,
      );
      const counted = countOf(tokens, instructions.length + message.length, JSON.stringify(value).length);
      return {
        ...{ provider: model.provider, model: model.model, value, lookups },
        ...{ inputTokens: counted.input, outputTokens: counted.output },
        costUsd: costUsd(model.model, {
          textInput: counted.input,
          textOutput: counted.output,
          imageOutput: 0,
        }),
        durationMs: Date.now() - began,
      };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error) || !error.name.startsWith('Model')) throw error;
      log.warn('a model gave no answer', { provider: model.provider, reason: error.message });
    }
  }
  return null;
}

const countOf = ({ input, output }: ChatTokens, given: number, written: number) => ({
  input: input ?? Math.ceil(given / charactersAToken),
  output: output ?? Math.ceil(written / charactersAToken),
});
