import { rows } from './query.ts';

/** What a project's assistant did on a day. */
export interface AssistantDayRow {
  date: string;
  replies: number;
  handOvers: number;
  replays: number;
  captions: number;
  inputTokens: number;
  outputTokens: number;
  /** US dollars, as text, of the calls whose price is known. */
  costUsd: string;
  ratedGood: number;
  ratedBad: number;
}

/** What a project's assistant did on each of the last days (UTC), today among them; the latest first. */
export const readAssistantDays = (projectId: string, days: number) =>
  rows<AssistantDayRow>(
    `select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as date,
       count(*) filter (where purpose = 'reply' and decision = 'reply')::int as replies,
       count(*) filter (where purpose = 'reply' and decision = 'hand_over')::int as "handOvers",
       count(*) filter (where purpose = 'replay')::int as replays,
       count(*) filter (where purpose = 'caption' and decision = 'written')::int as captions,
       sum(input_tokens)::int as "inputTokens", sum(output_tokens)::int as "outputTokens",
       coalesce(sum(cost_usd), 0)::text as "costUsd",
       count(*) filter (where rating = 'good')::int as "ratedGood",
       count(*) filter (where rating = 'bad')::int as "ratedBad"
     from assistant_calls
     where project_id = $1
       and created_at >= (date_trunc('day', now() at time zone 'UTC') - make_interval(days => $2 - 1)) at time zone 'UTC'
     group by 1 order by 1 desc`,
    [projectId, days],
  );
