import type {
  AssistantAnswer,
  AssistantInputs,
  AssistantReason,
  AssistantVerdict,
  CitedSource,
  Lookup,
} from '../contracts/assistant.ts';
import { row, rows } from './query.ts';

/** A call of the assistant, with everything that went in and came out. */
export interface AssistantCallRow {
  id: string;
  projectId: string;
  conversationId: string;
  /** The message that came of it: its text, or the notice of a hand-over; null while there is none. */
  messageId: string | null;
  /** The customer's last message that it answers, by its sequence. */
  sequence: string | null;
  /** Null where nobody was asked, or nobody answered. */
  provider: 'openai' | 'gemini' | null;
  model: string | null;
  decision: AssistantVerdict['decision'] | 'pending';
  reason: AssistantReason | '';
  /** Null where no model was to be asked. */
  inputs: AssistantInputs | null;
  sources: CitedSource[];
  tools: Lookup[];
  answer: AssistantAnswer | null;
  inputTokens: number;
  outputTokens: number;
  /** US dollars, as text; null where the model's price is not known. */
  costUsd: string | null;
  rating: 'good' | 'bad' | null;
  durationMs: number | null;
  createdAt: Date;
}

const columns = `id, project_id as "projectId", conversation_id as "conversationId", message_id as "messageId", sequence,
  provider, model, decision, reason, inputs, sources, tools, answer, input_tokens as "inputTokens",
  output_tokens as "outputTokens", cost_usd::text as "costUsd", rating, duration_ms as "durationMs",
  created_at as "createdAt"`;

/** What was decided about a customer's message, by its sequence; undefined while nothing was, or it is outdated. */
export const findVerdict = (conversationId: string, sequence: string) =>
  row<AssistantVerdict>(
    `select id as "callId", decision, reason from assistant_calls
     where conversation_id = $1 and sequence = $2 and purpose = 'reply' and outdated_at is null`,
    [conversationId, sequence],
  );

/** A call by its id; undefined when there is none. */
export const readCall = (id: string) =>
  row<AssistantCallRow>(`select ${columns} from assistant_calls where id = $1`, [id]);

/** The call of which this message of a project's conversation came; undefined when it came of none. */
export const findCallOfMessage = (projectId: string, conversationId: string, messageId: string) =>
  row<AssistantCallRow>(
    `select ${columns} from assistant_calls
     where project_id = $1 and conversation_id = $2 and message_id = $3 and purpose = 'reply'`,
    [projectId, conversationId, messageId],
  );

/** The replays of a message, newest first, ten at most. */
export const findReplays = (messageId: string) =>
  rows<AssistantCallRow>(
    `select ${columns} from assistant_calls where message_id = $1 and purpose = 'replay'
     order by created_at desc, id limit 10`,
    [messageId],
  );

/** How many tokens a project has used since midnight UTC, for whatever purpose. */
export async function countTokensToday(projectId: string): Promise<number> {
  const counted = await row<{ tokens: number }>(
    `select coalesce(sum(input_tokens + output_tokens), 0)::int as tokens from assistant_calls
     where project_id = $1 and created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`,
    [projectId],
  );
  return counted?.tokens ?? 0;
}
