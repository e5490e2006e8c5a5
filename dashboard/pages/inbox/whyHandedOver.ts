import { handoverReason } from './handoverReason.ts';

const guardReasons = [
  'answer_unusable',
  'too_long',
  'foreign_contact',
  'repeats_instructions',
  'dictated',
  'unknown_source',
  'unsupported_number',
  'no_source',
  'wrong_language',
] as const;

/** The text that tells why the assistant called a person: what was wrong with its reply, or what it left to people. */
export function whyHandedOver(code: string) {
  const guarded = guardReasons.find((reason) => reason === code);
  return guarded ? (`guard.${guarded}` as const) : (`reasons.${handoverReason(code)}` as const);
}
