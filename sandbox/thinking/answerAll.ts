import { honestly, isCourtesy } from './honest.ts';
import type { Meaning, Thought } from './order.ts';

/**
 * What a model that keeps to its sources says to all that a customer asks, in one text: an answer to each; what is a
 * person's, or unknown, makes the whole so. Greetings and thanks beside a question need no answer of their own.
 */
export function answerAll(thought: Thought, questions: string[]): Meaning {
  const asked = questions.filter((question) => !isCourtesy(question));
  const meanings = (asked.length > 0 ? asked : questions.slice(-1)).map((each) => honestly(thought, each));
  const gravest =
    meanings.find(({ intent }) => intent === 'handOver') ??
    meanings.find(({ intent }) => intent === 'unknown') ??
    meanings.at(-1);
  if (!gravest) throw new Error('nothing is asked');
  if (gravest.intent === 'handOver') return gravest;
  return {
    ...gravest,
    text: [...new Set(meanings.map(({ text }) => text))].join(' '),
    sources: meanings.flatMap(({ sources }) => sources),
    confidence: Math.min(...meanings.map(({ confidence }) => confidence)),
  };
}
