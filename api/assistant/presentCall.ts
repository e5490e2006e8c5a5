import type { z } from 'zod';
import type { ReplayAnswer } from '../../contracts/replies.ts';
import type { AssistantCallRow } from '../../db/assistantCalls.ts';

/** A call of the assistant with what went in and came out, as people of its project see it. */
export const presentCall = (call: AssistantCallRow): z.input<typeof ReplayAnswer> => ({
  id: call.id,
  provider: call.provider,
  model: call.model,
  decision: call.decision,
  reason: call.reason,
  text: call.answer?.text ?? null,
  language: call.answer?.language ?? null,
  confidence: call.answer?.confidence ?? null,
  sources: call.sources,
  given_sources: (call.inputs?.sources ?? []).map(({ id, title }) => ({ id, title })),
  tools: call.tools.map(({ name, given, found }) => ({ name, arguments: given, result: found })),
  instructions: call.inputs?.instructions ?? '',
  input: call.inputs?.message ?? '',
  input_tokens: call.inputTokens,
  output_tokens: call.outputTokens,
  cost_usd: call.costUsd === null ? null : Number(call.costUsd),
  duration_ms: call.durationMs,
  created_at: call.createdAt.toISOString(),
});
