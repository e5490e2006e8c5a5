import { z } from 'zod';
import type {
  AssistantAnswer,
  AssistantInputs,
  AssistantReason,
  AssistantVerdict,
  CitedSource,
  GuardReason,
  Lookup,
} from '../../../contracts/assistant.ts';
import { isWrongLanguage } from '../../../contracts/languages.ts';
import { plainWords, wordsOf } from '../../../contracts/plainText.ts';
import { asksForMore, claimsNothing, saysIgnorance } from './claims.ts';
import { hasForeignContact } from './contacts.ts';
import { leavesNothingOpen } from './leavesNothingOpen.ts';
import { speaksOfFound } from './lookedUp.ts';
import { hasForeignNumber } from './numbers.ts';

/** What a model was asked to answer with. */
const Written = z.object({
  decision: z.enum(['reply', 'ask', 'none', 'hand_over']),
  text: z.string(),
  topic: z.string(),
  language: z.string(),
  confidence: z.number(),
  sources: z.array(z.object({ id: z.string(), quote: z.string() })),
});
type Written = z.infer<typeof Written>;

/** What a model's answer is held against. */
export interface Grounds {
  inputs: Omit<AssistantInputs, 'message'>;
  lookups: Lookup[];
  /** The longest text that the channel takes, as it counts. */
  limit: { maximum: number; count(text: string): number };
}

/** What is to be done about a customer's messages, and with which text. */
export interface Judgement extends Pick<AssistantVerdict, 'decision' | 'reason'> {
  /** Null where the model wrote nothing that can be read. */
  answer: AssistantAnswer | null;
}

/** Less than this of a model's own trust in its answer is a person's work. */
const leastConfidence = 0.4;
/** So many words one after the other are no chance. */
const repetition = 7;
const topics: AssistantReason[] = ['asks_for_person', 'complaint', 'payment', 'legal', 'not_known'];

/**
 * Decides what becomes of a model's answer. The model is not believed: whatever it was told to say by whom, what leaves
 * rests on the shop's own words, reaches nobody else, and is in the customer's language. Pure.
 */
export function judgeAnswer(value: unknown, grounds: Grounds): Judgement {
  const parsed = Written.safeParse(value);
  if (!parsed.success) return { decision: 'hand_over', reason: 'answer_unusable', answer: null };
  const written = parsed.data;
  const sources = citedIn(written, grounds.inputs.sources);
  const { text, language, confidence } = written;
  const answer = { text: text.trim(), language, confidence, sources };
  const handOver = (reason: AssistantReason) => ({ decision: 'hand_over' as const, reason, answer });

  if (written.decision === 'hand_over')
    return handOver(topics.find((topic) => topic === written.topic) ?? 'assistant_decided');
  if (written.decision === 'none')
    return leavesNothingOpen(grounds.inputs.unanswered)
      ? { decision: 'quiet', reason: 'no_answer_needed', answer }
      : handOver('answer_unusable');
  const objection = objectionTo(answer.text, written, grounds);
  if (objection) return handOver(objection);
  const isGrounded = sources.length > 0 || speaksOfFound(answer.text, grounds.lookups);
  if (!isGrounded && !claimsNothing(answer.text, grounds.inputs.customerName)) return handOver('no_source');
  const asksBack = written.decision === 'ask';
  const isIgnorant = saysIgnorance(answer.text) && (asksBack || !isGrounded);
  if (isIgnorant && !asksForMore(answer.text)) return handOver('not_known');
  if (!asksBack && confidence < leastConfidence) return handOver('low_confidence');
  return { decision: 'reply', reason: asksBack || isIgnorant ? 'not_understood' : 'answered', answer };
}

/** What keeps a text from being sent; null when nothing does. */
function objectionTo(text: string, { sources }: Written, grounds: Grounds): GuardReason | null {
  const { inputs, lookups, limit } = grounds;
  const found = JSON.stringify(lookups.map((lookup) => lookup.found));
  const knowledge = inputs.sources.map((source) => `${source.title}\n${source.text}`).join('\n');
  const own = `${knowledge}\n${inputs.shopProfile}`;
  const customerWords = [...inputs.customerWords, inputs.customerName].join('\n');

  if (text === '') return 'answer_unusable';
  if (limit.count(text) > limit.maximum) return 'too_long';
  if (hasForeignContact(text, own, orderNumbersIn(lookups))) return 'foreign_contact';
  if (repeats(text, inputs.instructions, own)) return 'repeats_instructions';
  if (!sources.every(({ id }) => inputs.sources.some(({ key }) => key === id))) return 'unknown_source';
  if (repeats(text, customerWords, `${own}\n${found}`)) return 'dictated';
  if (hasForeignNumber(text, `${own}\n${found}`, customerWords)) return 'unsupported_number';
  return isWrongLanguage(text, inputs.language) ? 'wrong_language' : null;
}

/** The sources that are cited by words that stand in them; another quotation cites nothing. */
const citedIn = (written: Written, given: AssistantInputs['sources']): CitedSource[] =>
  written.sources.flatMap(({ id, quote }) => {
    const source = given.find(({ key }) => key === id);
    const words = plainWords(quote);
    if (!source || words === '') return [];
    const stands = ` ${plainWords(source.text)} `.includes(` ${words} `);
    return stands ? [{ id: source.id, title: source.title, quote }] : [];
  });

/** Whether a text has a long run of words of another, which are not the shop's. */
function repeats(text: string, other: string, own: string): boolean {
  const [theirs, ours] = [runsOf(other), runsOf(own)];
  return [...runsOf(text)].some((run) => theirs.has(run) && !ours.has(run));
}

/** Every run of `repetition` words of a text. */
function runsOf(text: string): Set<string> {
  const words = wordsOf(text);
  const runs = words.slice(0, Math.max(0, words.length - repetition + 1));
  return new Set(runs.map((_, place) => words.slice(place, place + repetition).join(' ')));
}

/** Long numbers of the customer's own orders are no numbers to call. */
function orderNumbersIn(lookups: Lookup[]): string[] {
  const text = JSON.stringify(lookups.map(({ found }) => found));
  return [...text.matchAll(/"order_number":"([^"\\]{6,})"/g)].flatMap(([, number]) => number ?? []);
}
