import type { RouterContext } from '@koa/router';
import { modelFaults } from '../faults.ts';
import { serveImages, type ImageVendor } from '../imageCall.ts';
import type { StandIn } from '../standIn.ts';
import { serveTexts } from '../textCall.ts';
import { answerRefusal } from './answerRefusal.ts';
import { readOrder, type GeminiOrder } from './request.ts';
import { texts } from './text.ts';

const name = 'gemini';

const images: ImageVendor<GeminiOrder> = { name, readOrder, refuse: answerRefusal, answer };

export const gemini: StandIn = {
  name,
  base: '/gemini',
  about: 'Google’s Gemini: POST /v1beta/models/{model}:generateContent',
  faults: modelFaults,
  mount(router, store) {
    router.post('/gemini/v1beta/models/:call', (ctx) =>
      isTextCall(ctx.params.call ?? '') ? serveTexts(ctx, store, texts) : serveImages(ctx, store, images),
    );
  },
};

/** A model whose name says nothing of images writes; others draw, or do not exist. */
const isTextCall = (call: string) => /^gemini-[\w.-]+:generateContent$/.test(call) && !call.includes('image');

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
