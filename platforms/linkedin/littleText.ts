import { hashtag } from '../textCount.ts';

/**
 * A text in LinkedIn's "little" format, in which readers see it as it was written and its hashtags are links. A reserved
 * character that is not escaped may cut the text off without a word:
 * https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format
 */
export const littleText = (text: string): string =>
  text
    .split(hashtag)
    // Every second part is a hashtag's name.
    .map((part, index) => (index % 2 === 0 ? escape(part) : `{hashtag|\\#|${escape(part)}}`))
    .join('');

const escape = (text: string): string => text.replace(/[\\|{}@[\]()<>#*_~]/g, '\\$&');
