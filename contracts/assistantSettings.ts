import { z } from 'zod';
import { Instant } from './common.ts';
import { OpeningHours } from './openingHours.ts';
import { Version, VersionRead } from './version.ts';

/** Text of several lines that a person wrote: trimmed, without other control characters. */
export const lines = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u, { error: 'control_characters' });

const settings = {
  mode: z.enum(['off', 'suggest', 'automatic']).meta({
    description:
      'who answers customers: people alone; people, by drafts of the assistant; or the assistant, which hands over. ' +
      'From `automatic` on, it answers at once also what nobody has answered yet. A conversation may have a mode of its own',
  }),
  shop_profile: lines(4_000).meta({
    description: 'what the assistant always knows of the shop: what it sells, where it is, how to reach it',
  }),
  tone: lines(500).meta({
    description: 'how it writes',
    example: 'Warm and short; we say "vous", and sign as Léa.',
  }),
  opening_hours: OpeningHours.nullable().meta({
    description:
      'when the assistant answers; null: always. Else the customer is sent `away_message`, once in each time of rest',
  }),
  away_message: lines(900),
  pause_minutes: z.int().min(1).max(1_440).meta({
    description: 'how long it keeps quiet after a person of the shop wrote or typed',
  }),
  replies_in_a_row: z.int().min(1).max(50).meta({
    description: 'after so many replies without a person it hands over',
  }),
  replies_an_hour: z.int().min(1).max(500).meta({ description: 'the same, to one customer within an hour' }),
  tokens_a_day: z.int().min(0).max(50_000_000).meta({
    description: 'what its models may read and write a day (UTC); then people alone answer',
  }),
};

export const AssistantSettingsAnswer = z
  .object({ ...settings, version: Version })
  .meta({ id: 'AssistantSettings' });

export const UpdateAssistantSettings = z
  .strictObject({ ...settings, version: VersionRead })
  .partial()
  .meta({ id: 'UpdateAssistantSettings', description: 'What is left out stays as it is.' });
export type UpdateAssistantSettings = z.infer<typeof UpdateAssistantSettings>;

export const UsageQuery = z.object({
  days: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: 'not_a_page' })
    .pipe(z.coerce.number<string>())
    .default(30)
    .meta({ description: 'so many days back, today among them; 90 at most' }),
});

const Day = z
  .object({
    date: z.iso.date().meta({ description: 'UTC' }),
    replies: z.int().meta({ description: 'answers, sent or suggested' }),
    hand_overs: z.int().meta({ description: 'messages that it left to people' }),
    replays: z.int(),
    captions: z.int().meta({ description: 'that it wrote for posts, as people asked' }),
    input_tokens: z.int(),
    output_tokens: z.int(),
    cost_usd: z.number().meta({ description: 'of the calls whose model has a known price' }),
    rated_good: z.int(),
    rated_bad: z.int(),
  })
  .meta({ id: 'AssistantDay' });

export const UsageAnswer = z
  .object({
    today: z.object({
      tokens_used: z.int(),
      tokens_a_day: z.int(),
      tokens_left: z.int(),
      resets_at: Instant,
    }),
    days: z.array(Day),
  })
  .meta({ id: 'AssistantUsage', description: 'days without any call are left out; the latest first' });
