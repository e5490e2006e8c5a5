import { GoogleGenerativeAI } from '@google/generative-ai';
import { callVendor } from '../callVendor.ts';
import { imageTimeoutMs, type ImageModel, type ImageRequest } from '../imageModel.ts';
import { nearestShape } from '../nearestShape.ts';
import { styledPrompt } from '../styles.ts';
import type { VendorOptions } from '../vendorOptions.ts';
import { readAnswer } from './answer.ts';
import { classifyGeminiError } from './classify.ts';
import type { GeminiAnswer, ImageGenerationRequest } from './protocol.ts';

/** The proportions that all of Gemini's image models make. */
const aspectRatios = [
  { name: '1:1', width: 1, height: 1 },
  { name: '16:9', width: 16, height: 9 },
  { name: '9:16', width: 9, height: 16 },
  { name: '21:9', width: 21, height: 9 },
] as const;

/** Gemini has no quality: more pixels, shrunk to the asked size, make the finer image. */
const imageSizes = { standard: '1K', hd: '2K' } as const;

/**
 * Images by Gemini's POST /v1beta/models/{model}:generateContent.
 * https://ai.google.dev/gemini-api/docs/image-generation
 */
export function createGeminiImageModel({ apiKey, baseUrl, model }: VendorOptions): ImageModel {
  const client = new GoogleGenerativeAI(apiKey).getGenerativeModel({ model }, { baseUrl });
  return {
    provider: 'gemini',
    model,
    async generate(request, signal) {
      const order = orderFor(request);
      const answer = await callVendor(
        {
          vendor: 'Gemini',
          timeoutMs: imageTimeoutMs,
          call: async (either): Promise<GeminiAnswer | null> =>
            (await client.generateContent(order, { signal: either })).response,
          classify: (error) => classifyGeminiError(error, baseUrl),
        },
        signal,
      );
      return readAnswer(answer, model);
    },
  };
}

function orderFor(request: ImageRequest): ImageGenerationRequest {
  return {
    contents: [{ role: 'user', parts: [{ text: styledPrompt(request.prompt, request.style) }] }],
    generationConfig: {
      responseModalities: ['TEXT', 'IMAGE'],
      imageConfig: {
        aspectRatio: nearestShape(aspectRatios, request).name,
        imageSize: imageSizes[request.quality],
      },
    },
  };
}
