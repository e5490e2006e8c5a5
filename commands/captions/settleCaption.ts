import type { FailureCode } from '../../contracts/images.ts';
import { row } from '../../db/query.ts';
import { storableJson } from '../storable.ts';

/** What the calls to a model took. */
interface Spent {
  inputTokens: number;
  outputTokens: number;
  /** Null where the model's price is not known. */
  costUsd: number | null;
}

interface WrittenCaption extends Spent {
  caption: string;
  hashtags: string;
  provider: 'openai' | 'gemini';
  model: string;
  durationMs: number;
}

/** What an attempt took counts, whatever came of it. */
const adding = `input_tokens = input_tokens + $2, output_tokens = output_tokens + $3, cost_usd = coalesce(cost_usd, 0) + $4`;

/** Keeps a caption that was written; nothing when it was settled already. */
export const keepWrittenCaption = (id: string, { caption, hashtags, ...call }: WrittenCaption) =>
  row(
    `update assistant_calls set ${adding}, decision = 'written', answer = $5::jsonb, provider = $6, model = $7,
       duration_ms = $8 where id = $1 and decision = 'pending' returning 1 as kept`,
    [
      ...[id, call.inputTokens, call.outputTokens, call.costUsd],
      JSON.stringify(storableJson({ caption, hashtags })),
      ...[call.provider, call.model, call.durationMs],
    ],
  );

/** Notes what an attempt took that brought no caption. */
export const noteCaptionAttempt = (id: string, { inputTokens, outputTokens, costUsd }: Spent) =>
  row(`update assistant_calls set ${adding} where id = $1 returning 1 as noted`, [
    ...[id, inputTokens, outputTokens, costUsd],
  ]);

/** Settles a caption that cannot be written, with the reason that people read. */
export const failCaption = (id: string, code: FailureCode) =>
  row(
    `update assistant_calls set decision = 'failed', reason = $2 where id = $1 and decision = 'pending'
     returning 1 as failed`,
    [id, code],
  );
