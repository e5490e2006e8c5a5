import type { ImagesResponse } from 'openai/resources/images';
import { callVendor } from '../callVendor.ts';
import { decodeImage } from '../decodeImage.ts';
import { ModelAnswerLost } from '../errors.ts';
import { imageTimeoutMs, type GeneratedImage, type ImageModel } from '../imageModel.ts';
import { nearestShape } from '../nearestShape.ts';
import { costUsd } from '../prices.ts';
import { styledPrompt } from '../styles.ts';
import type { VendorOptions } from '../vendorOptions.ts';
import { classifyOpenAIError } from './classify.ts';
import { createOpenAIClient } from './client.ts';

/** The sizes every GPT image model makes. */
const sizes = [
  { name: '1024x1024', width: 1024, height: 1024 },
  { name: '1536x1024', width: 1536, height: 1024 },
  { name: '1024x1536', width: 1024, height: 1536 },
] as const;

const qualities = { standard: 'medium', hd: 'high' } as const;

/**
 * Images by OpenAI's POST /images/generations, or by any server that speaks it at `baseUrl`.
 * https://platform.openai.com/docs/api-reference/images/create
 */
export function createOpenAIImageModel({ model, ...options }: VendorOptions): ImageModel {
  const client = createOpenAIClient(options);
  return {
    provider: 'openai',
    model,
    async generate(request, signal) {
      const order = {
        model,
        prompt: styledPrompt(request.prompt, request.style),
        n: 1,
        size: nearestShape(sizes, request).name,
        quality: qualities[request.quality],
      };
      const answer = await callVendor(
        {
          vendor: 'OpenAI',
          timeoutMs: imageTimeoutMs,
          call: (either) => client.images.generate(order, { signal: either }),
          classify: classifyOpenAIError,
        },
        signal,
      );
      return readAnswer(answer, model);
    },
  };
}

function readAnswer(answer: ImagesResponse, model: string): GeneratedImage {
  // A server that only resembles OpenAI may answer 200 with anything.
  const image = (answer as Partial<ImagesResponse> | null)?.data?.[0];
  if (typeof image?.b64_json !== 'string') throw new ModelAnswerLost('OpenAI answered without an image');
  return {
    ...decodeImage('OpenAI', image.b64_json),
    revisedPrompt: image.revised_prompt ?? null,
    ...readUsage(answer.usage, model),
  };
}

function readUsage(
  usage: Partial<ImagesResponse.Usage> | undefined,
  model: string,
): Pick<GeneratedImage, 'tokens' | 'costUsd'> {
  const input = usage?.input_tokens ?? null;
  const output = usage?.output_tokens ?? null;
  const total = usage?.total_tokens ?? null;
  const tokens = { input, output, total };
  if (input === null || output === null) return { tokens, costUsd: null };
  const textOutput = usage?.output_tokens_details?.text_tokens ?? 0;
  return {
    tokens,
    costUsd: costUsd(model, { textInput: input, textOutput, imageOutput: output - textOutput }),
  };
}
