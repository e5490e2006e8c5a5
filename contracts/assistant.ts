import type { Language } from './languages.ts';

/** What the assistant makes of a customer's messages; the row of the call holds the rest. */
export interface AssistantVerdict {
  callId: string;
  decision: 'reply' | 'hand_over' | 'quiet';
  reason: AssistantReason;
}

/** Why it decided so. */
export type AssistantReason =
  /** reply: sources or lookups say it; it asks back. */
  | 'answered'
  | 'not_understood'
  /** hand_over: the customer or the model wants it. */
  | 'asks_for_person'
  | 'complaint'
  | 'payment'
  | 'legal'
  | 'assistant_decided'
  | 'low_confidence'
  /** hand_over: no source says it, and it says no more than that. */
  | 'not_known'
  /** hand_over: what the model wrote must not be sent. */
  | GuardReason
  /** hand_over: nobody was asked, or nobody answered. */
  | 'budget_spent'
  | 'assistant_unavailable'
  /** quiet: there is no message, or only one such as thanks, which asks for nothing. */
  | 'nothing_to_answer'
  | 'no_answer_needed';

/** What keeps a text of a model from being sent. */
export type GuardReason =
  /** Not the object that was asked for, or no text in it, where one was needed. */
  | 'answer_unusable'
  | 'too_long'
  /** A link, an address or a number to call that the shop did not give. */
  | 'foreign_contact'
  /** The model's own instructions. */
  | 'repeats_instructions'
  /** Words that the customer put into its mouth. */
  | 'dictated'
  /** A source that it was not given. */
  | 'unknown_source'
  /** A number that no source has. */
  | 'unsupported_number'
  /** A claim without any source. */
  | 'no_source'
  | 'wrong_language';

/** A source of the shop's knowledge, as a reply cites it: with the words that it relies on. */
export interface CitedSource {
  id: string;
  title: string;
  quote: string;
}

/** What a model wrote, as it is kept. Empty where nothing is to be sent. */
export interface AssistantAnswer {
  text: string;
  /** ISO 639-1, as the model says. */
  language: string;
  sources: CitedSource[];
  /** 0 to 1, as the model says. */
  confidence: number;
}

/** Something that the model looked up. */
export interface Lookup {
  name: string;
  given: unknown;
  found: unknown;
}

/** What a model was given, all of it: what a replay gives again. */
export interface AssistantInputs {
  instructions: string;
  message: string;
  /** The knowledge in it, by the keys under which the model knows it. */
  sources: { key: string; id: string; title: string; text: string }[];
  /** What the customer wrote. */
  customerWords: string[];
  /** What of it nobody has considered yet; of what is no text its kind, in brackets. */
  unanswered: string[];
  /** What they are called; '' where nobody knows. */
  customerName: string;
  /** What the shop tells of itself. */
  shopProfile: string;
  /** The customer's language, where it is known for sure. */
  language: Language | null;
}
