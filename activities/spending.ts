import type { ChatTokens } from '../ai/chatModel.ts';
import { costUsd } from '../ai/prices.ts';

/** What calls to models took together. */
export interface Spent {
  inputTokens: number;
  outputTokens: number;
  /** Null where a model has no price that we know. */
  costUsd: number | null;
}

export const nothingSpent = (): Spent => ({ inputTokens: 0, outputTokens: 0, costUsd: 0 });

/** Roughly, where a server does not say how many tokens a call took: they count all the same. */
const charactersAToken = 4;
/** Of an answer whose length nobody told, some sentences are a fair guess. */
const usualOutput = 150;

/** Adds to `spent` what each exchange with a model takes that is given so many characters. */
export const spendingOn =
  (model: string, given: number, spent: Spent) =>
  (tokens: ChatTokens): void => {
    const input = tokens.input ?? Math.ceil(given / charactersAToken);
    const output = tokens.output ?? usualOutput;
    const cost = costUsd(model, { textInput: input, textOutput: output, imageOutput: 0 });
    spent.inputTokens += input;
    spent.outputTokens += output;
    spent.costUsd = spent.costUsd === null || cost === null ? null : spent.costUsd + cost;
  };
