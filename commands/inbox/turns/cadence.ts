import { plainWords } from '../../../contracts/plainText.ts';

/** A message of a conversation, as far as its rhythm goes. Oldest first. */
export interface Beat {
  direction: 'inbound' | 'outbound';
  /** In ms. */
  at: number;
  content: string;
}

/** A machine answers at once, and always equally fast: people differ by seconds. */
const quickMs = 60_000;
const evenMs = 1_500;
const evenAnswers = 4;
/** An automatic answer repeats itself. People repeat a short word, and when nobody answers: that is none. */
const sameAnswers = 3;
const longSameAnswers = 2;
const longText = 60;

/**
 * Whether the customer's side is a machine (another bot, an absence notice): it answers what we write with the same text
 * again and again, or always after the same few seconds. Only answers count, for whoever waits asks again.
 */
export function isAutomatic(beats: Beat[]): boolean {
  const answers = beats.flatMap((beat, place) => {
    const before = beats[place - 1];
    return beat.direction === 'inbound' && before?.direction === 'outbound'
      ? [{ text: plainWords(beat.content), afterMs: beat.at - before.at }]
      : [];
  });
  const last = answers.at(-1);
  if (!last) return false;
  const same = countFromEnd(answers, ({ text }) => text !== '' && text === last.text);
  if (same >= (last.text.length >= longText ? longSameAnswers : sameAnswers)) return true;
  const latest = answers.slice(-evenAnswers).map(({ afterMs }) => afterMs);
  return (
    latest.length === evenAnswers &&
    Math.max(...latest) <= quickMs &&
    Math.max(...latest) - Math.min(...latest) <= evenMs
  );
}

/** How many at the end of a list meet a condition. */
function countFromEnd<Item>(items: Item[], holds: (item: Item) => boolean): number {
  const last = items.findLastIndex((item) => !holds(item));
  return items.length - 1 - last;
}
