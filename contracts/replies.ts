import { z } from 'zod';
import { chatModels, vendorOf } from './chatModels.ts';
import { Instant, Uuid } from './common.ts';
import { lines } from './assistantSettings.ts';

export const AssistantReplyParams = z.object({ conversation_id: Uuid, message_id: Uuid });

const Provider = z.enum(['openai', 'gemini']);
const Rating = z.enum(['good', 'bad']);

const call = {
  id: Uuid,
  provider: Provider.nullable().meta({ description: 'null where no model answered' }),
  model: z.string().nullable(),
  decision: z.enum(['pending', 'reply', 'hand_over', 'quiet']).meta({
    description: 'what the assistant made of it; pending: a replay that is being made',
  }),
  reason: z.string().meta({ description: 'why, by a code', example: 'answered' }),
  text: z.string().nullable().meta({ description: 'what the model wrote; null where it wrote nothing' }),
  language: z.string().nullable().meta({ example: 'fr' }),
  confidence: z.number().nullable().meta({ description: 'the model’s own, 0 to 1' }),
  sources: z
    .array(z.object({ id: Uuid, title: z.string(), quote: z.string() }))
    .meta({ description: 'what it cites of the shop’s knowledge, by words that stand there' }),
  given_sources: z
    .array(z.object({ id: Uuid, title: z.string() }))
    .meta({ description: 'what it was given of it' }),
  tools: z
    .array(z.object({ name: z.string(), arguments: z.unknown(), result: z.unknown() }))
    .meta({ description: 'what it looked up, and found' }),
  instructions: z.string().meta({ description: 'what the model was told to do' }),
  input: z.string().meta({ description: 'what it was given to do it with' }),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cost_usd: z.number().nullable().meta({ description: 'null where the model’s price is not known' }),
  duration_ms: z.int().nullable(),
  created_at: Instant,
};

export const ReplayAnswer = z.object(call).meta({ id: 'AssistantReplay' });

export const AssistantReplyAnswer = z
  .object({
    ...call,
    message_id: Uuid,
    rating: Rating.nullable(),
    replays: z.array(ReplayAnswer).meta({ description: 'newest first, ten at most' }),
  })
  .meta({ id: 'AssistantReply' });

export const ReplayRequest = z
  .strictObject({
    instructions: lines(20_000)
      .min(1)
      .optional()
      .meta({ description: 'told to the model instead of those of the reply' }),
    provider: Provider.optional().meta({ description: 'asks its model, and no other' }),
    model: z
      .enum([...chatModels.openai, ...chatModels.gemini])
      .optional()
      .meta({
        description: 'asks this one, and no other, where its vendor’s key is set',
      }),
  })
  .check((context) => {
    const { provider, model } = context.value;
    if (!model || !provider || vendorOf(model) === provider) return;
    context.issues.push({ code: 'custom', path: ['model'], message: 'model_of_another', input: model });
  })
  .meta({ id: 'ReplayRequest' });

export const RateReply = z
  .strictObject({ rating: Rating.nullable().meta({ description: 'null takes it back' }) })
  .meta({ id: 'RateReply' });

export const Rated = z.object({ rating: Rating.nullable() }).meta({ id: 'Rated' });
