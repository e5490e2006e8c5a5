import { codeForMessage } from '../callVendor.ts';
import { decodeImage } from '../decodeImage.ts';
import { ModelRefused, ModelAnswerLost } from '../errors.ts';
import type { GeneratedImage } from '../imageModel.ts';
import { costUsd } from '../prices.ts';
import type { GeminiAnswer, GeminiUsage } from './protocol.ts';

/** https://ai.google.dev/api/generate-content#FinishReason: those that say the content, not the call, is at fault. */
export const refusals = [
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
];

/**
 * The image of an answer that came with status 200.
 * An answer in words alone gives no code that tells a refusal from a model that forgot to draw: it happens with
 * harmless prompts too, so it counts as worth another try.
 * @throws {ModelRefused} when the prompt or the image was blocked.
 * @throws {ModelAnswerLost} when there is no image for another reason.
 */
export function readAnswer(answer: GeminiAnswer | null, model: string): GeneratedImage {
  const blockReason = answer?.promptFeedback?.blockReason;
  if (blockReason)
    throw new ModelRefused(`Gemini blocked the prompt (${codeForMessage(blockReason) ?? 'no reason told'})`);

  const candidate = answer?.candidates?.[0];
  const finishReason = codeForMessage(candidate?.finishReason);
  // A thinking model may send drafts among its thoughts.
  const image = candidate?.content?.parts?.find((part) => part.inlineData?.data && !part.thought)?.inlineData;
  if (typeof image?.data !== 'string') {
    if (finishReason && refusals.includes(finishReason)) {
      throw new ModelRefused(`Gemini refused to make the image (${finishReason})`);
    }
    throw new ModelAnswerLost(`Gemini answered without an image${finishReason ? ` (${finishReason})` : ''}`);
  }
  return {
    ...decodeImage('Gemini', image.data),
    revisedPrompt: null,
    ...readUsage(answer?.usageMetadata, model),
  };
}

function readUsage(
  usage: GeminiUsage | undefined,
  model: string,
): Pick<GeneratedImage, 'tokens' | 'costUsd'> {
  const input = usage?.promptTokenCount ?? null;
  const candidates = usage?.candidatesTokenCount ?? null;
  const thoughts = usage?.thoughtsTokenCount ?? 0;
  const output = candidates === null ? null : candidates + thoughts;
  const tokens = { input, output, total: usage?.totalTokenCount ?? null };
  if (input === null || candidates === null || output === null) return { tokens, costUsd: null };
  const imageOutput =
    usage?.candidatesTokensDetails?.find(({ modality }) => modality === 'IMAGE')?.tokenCount ?? candidates;
  return {
    tokens,
    costUsd: costUsd(model, { textInput: input, textOutput: output - imageOutput, imageOutput }),
  };
}
