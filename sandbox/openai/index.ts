import type { RouterContext } from '@koa/router';
import { modelFaults } from '../faults.ts';
import { serveImages, type ImageVendor } from '../imageCall.ts';
import { serveTexts } from '../textCall.ts';
import type { StandIn } from '../standIn.ts';
import { chat } from './chat.ts';
import { refusalAnswers, refuse } from './errors.ts';
import { keyOf, readOrder, type OpenAIOrder } from './request.ts';
import { tokensOf } from './sizes.ts';

const name = 'openai';

const images: ImageVendor<OpenAIOrder> = {
  name,
  readOrder,
  refuse(ctx, refusal, { retryAfterSeconds = 2 }) {
    const { status, error } = refusalAnswers[refusal];
    refuse(ctx, status, error);
    if (refusal !== 'rate_limited') return;
    ctx.set({ 'retry-after': String(retryAfterSeconds), 'x-ratelimit-remaining-requests': '0' });
  },
  answer,
};

/** OpenAI's images and chat APIs, with the headers that its answers carry. */
export const openai: StandIn = {
  name,
  base: '/openai/v1',
  about: 'OpenAI’s images and texts: POST /images/generations, POST /chat/completions',
  faults: modelFaults,
  mount(router, store) {
    router.use('/openai/v1', async (ctx, next) => {
      ctx.set('x-request-id', `req_${store.newId().replace(/-/g, '')}`);
      ctx.set('openai-version', '2020-10-01');
      const started = performance.now();
      await next();
      ctx.set('openai-processing-ms', String(Math.round(performance.now() - started)));
    });
    router.get('/openai/v1/models', (ctx) => {
      if (keyOf(ctx) === null) return;
      const model = { id: 'gpt-image-2', object: 'model', created: 1_776_729_600, owned_by: 'system' };
      ctx.body = { object: 'list', data: [model] };
    });
    router.post('/openai/v1/images/generations', (ctx) => serveImages(ctx, store, images));
    router.post('/openai/v1/chat/completions', (ctx) => serveTexts(ctx, store, chat));
  },
};

function answer(ctx: RouterContext, pictures: string[], order: OpenAIOrder): void {
  const inputTokens = Math.ceil(order.prompt.length / 4);
  const outputTokens = tokensOf(order) * pictures.length;
  ctx.set({
    'x-ratelimit-limit-requests': '500',
    'x-ratelimit-remaining-requests': '499',
    'x-ratelimit-reset-requests': '120ms',
  });
  ctx.body = {
    created: Math.floor(Date.now() / 1000),
    background: 'opaque',
    data: pictures.map((picture) => ({ b64_json: picture })),
    output_format: order.format,
    quality: order.quality,
    size: order.size,
    usage: {
      total_tokens: inputTokens + outputTokens,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      input_tokens_details: { text_tokens: inputTokens, image_tokens: 0 },
      output_tokens_details: { text_tokens: 0, image_tokens: outputTokens },
    },
  };
}
