import type {
  AssistantAnswer,
  AssistantInputs,
  AssistantReason,
  AssistantVerdict,
  CitedSource,
  Lookup,
} from '../../contracts/assistant.ts';
import { findVerdict } from '../../db/assistantCalls.ts';
import { row } from '../../db/query.ts';
import { storableJson } from '../storable.ts';

/** What became of a call. */
export interface CallOutcome {
  provider: 'openai' | 'gemini' | null;
  model: string | null;
  decision: AssistantVerdict['decision'];
  reason: AssistantReason;
  tools: Lookup[];
  sources: CitedSource[];
  answer: AssistantAnswer | null;
  inputTokens: number;
  outputTokens: number;
  costUsd: number | null;
  durationMs: number | null;
}

interface ReplyCall extends CallOutcome {
  projectId: string;
  conversationId: string;
  sequence: string;
  inputs: AssistantInputs | null;
}

/**
 * Keeps what the assistant made of a customer's message, before anything is done with it. What was kept first stands:
 * who made another one meanwhile is told that one.
 */
export async function keepReplyCall(call: ReplyCall): Promise<AssistantVerdict> {
  const kept = await row<AssistantVerdict>(
    `insert into assistant_calls (project_id, conversation_id, sequence, inputs, provider, model, decision, reason,
       tools, sources, answer, input_tokens, output_tokens, cost_usd, duration_ms, purpose)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11::jsonb, $12, $13, $14, $15, 'reply')
     on conflict (conversation_id, sequence) where purpose = 'reply' and outdated_at is null do nothing
     returning id as "callId", decision, reason`,
    [call.projectId, call.conversationId, call.sequence, call.inputs && json(call.inputs), ...valuesOf(call)],
  );
  const verdict = kept ?? (await findVerdict(call.conversationId, call.sequence));
  if (!verdict) throw new Error('a call is kept, or was kept before');
  return verdict;
}

/** Keeps what came of a replay; nothing when it has come to an end already. */
export const keepReplay = (id: string, outcome: CallOutcome) =>
  row(
    `update assistant_calls set provider = $2, model = $3, decision = $4, reason = $5, tools = $6::jsonb,
       sources = $7::jsonb, answer = $8::jsonb, input_tokens = $9, output_tokens = $10, cost_usd = $11,
       duration_ms = $12
     where id = $1 and decision = 'pending' returning 1 as kept`,
    [id, ...valuesOf(outcome)],
  );

const valuesOf = (outcome: CallOutcome) => [
  ...[outcome.provider, outcome.model, outcome.decision, outcome.reason],
  ...[json(outcome.tools), json(outcome.sources), outcome.answer && json(outcome.answer)],
  ...[outcome.inputTokens, outcome.outputTokens, outcome.costUsd, outcome.durationMs],
];

const json = (value: unknown) => JSON.stringify(storableJson(value));
