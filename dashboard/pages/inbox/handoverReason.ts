const reasons = [
  'asks_for_person',
  'complaint',
  'payment',
  'legal',
  'not_understood',
  'not_known',
  'low_confidence',
  'assistant_decided',
  'answer_withheld',
  'assistant_unavailable',
  'budget_spent',
  'too_many_replies',
  'automatic_sender',
  'reply_failed',
  'too_late',
] as const;

/** Why a conversation waits for a person, as there are words for it; `other` for a reason of later days. */
export const handoverReason = (code: string | null): (typeof reasons)[number] | 'other' =>
  reasons.find((reason) => reason === code) ?? 'other';
