import type { RouterContext } from '@koa/router';
import { imageFaults, type Fault, type Refusal } from '../faults.ts';
import { serveImages, type ImageVendor } from '../imageCall.ts';
import type { StandIn } from '../standIn.ts';
import { refuse, refuseKey } from './errors.ts';
import { readOrder, type GeminiOrder } from './request.ts';

const name = 'gemini';

const images: ImageVendor<GeminiOrder> = { name, readOrder, refuse: answerRefusal, answer };

export const gemini: StandIn = {
  name,
  base: '/gemini',
  about: 'Google’s Gemini: POST /v1beta/models/{model}:generateContent',
  faults: imageFaults,
  mount(router, store) {
    router.post('/gemini/v1beta/models/:call', (ctx) => serveImages(ctx, store, images));
  },
};

function answer(ctx: RouterContext, [picture]: string[], order: GeminiOrder): void {
  const text = order.withText ? [{ text: 'Here is your picture.' }] : [];
  const textTokens = text.length * 6;
  const promptTokenCount = Math.ceil(order.prompt.length / 4);
  const candidatesTokenCount = order.imageTokens + textTokens;
  ctx.body = {
    candidates: [
      {
        content: {
          role: 'model',
          parts: [...text, { inlineData: { mimeType: 'image/png', data: picture } }],
        },
        finishReason: 'STOP',
        index: 0,
      },
    ],
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount,
      totalTokenCount: promptTokenCount + candidatesTokenCount,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokenCount }],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: order.imageTokens }],
    },
    modelVersion: order.model,
    responseId: Buffer.from(`${order.model} ${Date.now()}`).toString('base64url'),
  };
}

function answerRefusal(
  ctx: RouterContext,
  refusal: Refusal,
  { retryAfterSeconds = 2 }: Fault,
  { model }: GeminiOrder,
): void {
  switch (refusal) {
    case 'bad_key':
      return refuseKey(ctx);
    case 'unavailable': {
      const message = 'The model is overloaded. Please try again later.';
      return refuse(ctx, { code: 503, status: 'UNAVAILABLE', message });
    }
    case 'server_error': {
      const message = 'An internal error has occurred. Please retry.';
      return refuse(ctx, { code: 500, status: 'INTERNAL', message });
    }
    case 'rate_limited': {
      const retry = {
        '@type': 'type.googleapis.com/google.rpc.RetryInfo',
        retryDelay: `${retryAfterSeconds}s`,
      };
      const message = 'You exceeded your current quota, please check your plan and billing details.';
      return refuse(ctx, { code: 429, status: 'RESOURCE_EXHAUSTED', message, details: [retry] });
    }
    case 'refuse':
      // A refusal by policy is no error here: an answer without candidates.
      ctx.body = {
        promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
        usageMetadata: { promptTokenCount: 0, totalTokenCount: 0 },
        modelVersion: model,
      };
  }
}
