import { wordsOf } from '../../../contracts/plainText.ts';

/** Thanks are short; who wants something says more. */
const longest = 8;

/**
 * Whether a customer's messages may stay without an answer, where a model says so: none asks by its sign, is long, or is
 * anything but words, emoji and stickers. The model is not believed where it would leave somebody alone.
 */
export const leavesNothingOpen = (unanswered: string[]): boolean =>
  unanswered.length > 0 &&
  unanswered.every(
    (text) =>
      text === '[sticker]' ||
      (!/[?¿？]|^\[\w+\]$|\p{N}/u.test(text) && !text.includes('://') && wordsOf(text).length <= longest),
  );
