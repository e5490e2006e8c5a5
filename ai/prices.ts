import type { ChatModelName } from '../contracts/chatModels.ts';

/** US dollars per million tokens. */
interface Price {
  textInput: number;
  textOutput: number;
  imageOutput: number;
}

/**
 * The vendors' list prices, without batch or cache discounts, as of 2026:
 * https://openai.com/api/pricing and https://ai.google.dev/gemini-api/docs/pricing
 */
const prices: Record<ChatModelName, Price> & Record<string, Price> = {
  'gpt-image-2': { textInput: 5, textOutput: 10, imageOutput: 30 },
  'gemini-3.1-flash-image': { textInput: 0.5, textOutput: 3, imageOutput: 60 },
  'gemini-3-pro-image': { textInput: 2, textOutput: 12, imageOutput: 120 },
  'gpt-5': { textInput: 1.25, textOutput: 10, imageOutput: 0 },
  'gpt-5-mini': { textInput: 0.25, textOutput: 2, imageOutput: 0 },
  'gpt-5-nano': { textInput: 0.05, textOutput: 0.4, imageOutput: 0 },
  'gemini-2.5-pro': { textInput: 1.25, textOutput: 10, imageOutput: 0 },
  'gemini-2.5-flash': { textInput: 0.3, textOutput: 2.5, imageOutput: 0 },
  'gemini-2.5-flash-lite': { textInput: 0.1, textOutput: 0.4, imageOutput: 0 },
};

/** A model's own name may be followed by a release: gpt-image-2-2026-04-21, gemini-3-pro-image-preview. */
const release = /^(-preview)?(-\d[\d-]*)?$/;

/** Tokens of one call, by what they are charged as. */
export interface ChargedTokens {
  textInput: number;
  textOutput: number;
  imageOutput: number;
}

/** What a call cost in US dollars; null when the model has no price in the table. */
export function costUsd(model: string, tokens: ChargedTokens): number | null {
  const name = Object.keys(prices).find(
    (key) => model.startsWith(key) && release.test(model.slice(key.length)),
  );
  const price = name === undefined ? undefined : prices[name];
  if (!price) return null;
  const millionths =
    tokens.textInput * price.textInput +
    tokens.textOutput * price.textOutput +
    tokens.imageOutput * price.imageOutput;
  return Math.round(millionths) / 1e6;
}
