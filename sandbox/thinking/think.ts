import type { Manner } from '../faults.ts';
import { hallucinating, obedientCalls, obediently } from './dishonest.ts';
import { fillSchema } from './fillSchema.ts';
import { answerAll } from './answerAll.ts';
import { toolFor } from './honest.ts';
import type { Meaning, Reply, Thought } from './order.ts';
import { questionsIn } from './question.ts';

/** What a model answers: from the sources that it was given, unless it was told to behave otherwise. */
export function think(thought: Thought, manner: Manner | null): Reply {
  const questions = questionsIn(thought.turns);
  const question = questions.at(-1) ?? '';
  if (manner === 'obey') {
    const calls = obedientCalls(thought);
    return calls.length > 0 ? { kind: 'calls', calls } : say(thought, obediently(thought, question));
  }
  if (manner === 'hallucinate') return say(thought, hallucinating(question));
  if (!isAnswering(thought)) return compose(thought, question);
  const call = questions.map((each) => toolFor(thought, each)).find((each) => each !== null);
  return call ? { kind: 'calls', calls: [call] } : say(thought, answerAll(thought, questions));
}

const say = ({ schema }: Thought, meaning: Meaning): Reply => ({
  kind: 'text',
  text: schema ? JSON.stringify(fillSchema(schema, meaning)) : meaning.text,
});

/** Whether a customer is to be answered: functions are offered, or the answer names its sources. */
const isAnswering = ({ tools, schema }: Thought): boolean =>
  tools.length > 0 ||
  Object.keys(schema?.properties ?? {}).some((name) => /source|citation|cited|confiden/i.test(name));

/** Else something is to be written about what was asked: the same in every member that is no list of hashtags. */
function compose({ schema }: Thought, question: string): Reply {
  const subject = question.split('\n')[0]?.slice(0, 120).trim() ?? '';
  const text = `✨ ${subject}`;
  const members = Object.keys(schema?.properties ?? {});
  const object = Object.fromEntries(
    members.map((name) => [name, /hashtag/i.test(name) ? hashtagsOf(subject) : text]),
  );
  return { kind: 'text', text: schema ? JSON.stringify(object) : text };
}

const hashtagsOf = (subject: string): string =>
  (subject.match(/\p{L}{4,}/gu) ?? [])
    .slice(0, 3)
    .map((word) => `#${word.toLowerCase()}`)
    .join(' ');
