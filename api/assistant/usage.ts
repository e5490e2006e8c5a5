import { UsageAnswer, UsageQuery } from '../../contracts/assistantSettings.ts';
import { countTokensToday } from '../../db/assistantCalls.ts';
import { readAssistantSettings } from '../../db/assistantSettings.ts';
import { readAssistantDays } from '../../db/assistantUsage.ts';
import { endpoint, ok } from '../endpoint.ts';

const longest = 90;
const dayMs = 24 * 60 * 60_000;

export const usage = endpoint({
  method: 'GET',
  path: '/api/assistant/usage',
  summary: 'What the assistant did and used, by day',
  tag: 'Assistant',
  access: 'viewer',
  query: UsageQuery,
  answers: { 200: UsageAnswer },
  async handle({ query, project }) {
    const [{ tokensADay }, used, days] = await Promise.all([
      readAssistantSettings(project.id),
      countTokensToday(project.id),
      readAssistantDays(project.id, Math.min(query.days, longest)),
    ]);
    const tomorrow = new Date((Math.floor(Date.now() / dayMs) + 1) * dayMs);
    return ok({
      today: {
        tokens_used: used,
        tokens_a_day: tokensADay,
        tokens_left: Math.max(0, tokensADay - used),
        resets_at: tomorrow.toISOString(),
      },
      days: days.map((day) => ({
        date: day.date,
        replies: day.replies,
        hand_overs: day.handOvers,
        replays: day.replays,
        captions: day.captions,
        input_tokens: day.inputTokens,
        output_tokens: day.outputTokens,
        cost_usd: Number(day.costUsd),
        rated_good: day.ratedGood,
        rated_bad: day.ratedBad,
      })),
    });
  },
});
