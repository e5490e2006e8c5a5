import type { ConversationDetail } from './questions.ts';

export type Answering = 'waiting' | 'paused' | 'automatic' | 'suggest' | 'off';

/** Who answers at the moment: a hand-over counts before a pause, and a pause before what was chosen. */
export function answering({ ai }: ConversationDetail, now: number): Answering {
  if (ai.handed_over_at) return 'waiting';
  if (ai.mode !== 'off' && ai.paused_until && Date.parse(ai.paused_until) > now) return 'paused';
  return ai.mode;
}
