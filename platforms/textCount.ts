/**
 * How platforms count a text where it is not a matter of their own. Where a platform does not say what a character is,
 * UTF-16 is the safe guess: no other unit but bytes counts more.
 */

/** In UTF-16 code units, which TikTok's documents name, and which Instagram and Facebook are taken to mean. */
export const countUtf16 = (text: string): number => text.length;

/** In bytes of UTF-8. */
export const countBytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * A hashtag, its name in the first group: letters of any script, digits and underscores, but not digits alone; none
 * begins in the middle of a word or of an address.
 */
export const hashtag = /(?<![\p{L}\p{M}\p{N}_&/])[#＃](?=\p{N}*[\p{L}\p{M}_])([\p{L}\p{M}\p{N}_]+)/gu;

/** The names of a text's hashtags in their order. */
export const hashtagsOf = (text: string): string[] =>
  [...text.matchAll(hashtag)].map(([, name = '']) => name);
