/**
 * How X counts a text: twitter-text's configuration v3, github.com/twitter/twitter-text/blob/master/config/v3.json and
 * https://docs.x.com/fundamentals/counting-characters
 */

/** Code points that count one; all others count two. */
const light = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;
/** Whatever its length: X puts a t.co address in its place. */
const linkWeight = 23;
const emojiWeight = 2;

/**
 * The endings under which a domain without a scheme becomes a link. X knows all that exist; these are the usual ones,
 * and every two letters are taken for a country. With a rarer ending we count the letters.
 */
const generic =
  'com|net|org|edu|gov|mil|int|info|biz|name|pro|app|dev|blog|shop|store|online|site|xyz|tech|club|live|news|life|' +
  'world|today|agency|design|studio|cloud|digital|page|link|art|space|fun|media|social|network|email|group|team|' +
  'company|solutions|services|academy|travel|museum|asia|paris|london|berlin|africa';

const label = '[a-z0-9][a-z0-9_-]*';
const port = '(?::\\d+)?';
/** It ends with a letter, a digit or one of some signs: a full stop after a link is no part of it. */
const tail = '[/?](?:[^\\s<>"]*[\\p{L}\\p{N}=_#/+&-])?';
const end = '(?![\\p{L}\\p{N}_@-])';
/** A country's ending alone makes a bare name no link (readme.md), unless more stands before or behind it. */
const bare =
  `(?:${label}\\.)+(?:${generic})${end}${port}(?:${tail})?|(?:${label}\\.){2,}[a-z]{2}${end}${port}(?:${tail})?|` +
  `${label}\\.(?:co|tv)${end}${port}(?:${tail})?|${label}\\.[a-z]{2}${port}${tail}`;
const links = new RegExp(
  `(?<![\\p{L}\\p{N}_@#$])https?://(?:[\\p{L}\\p{N}_-]+\\.)+\\p{L}{2,}${port}(?:${tail})?|` +
    `(?<![\\p{L}\\p{N}_@#$./-])(?:${bare})`,
  'giu',
);

/** The weight of a text, of which a post may have 280. It is normalised first, as X does. */
export function weightedLength(text: string): number {
  const parts = text.normalize('NFC').split(links);
  let weight = (parts.length - 1) * linkWeight;
  for (const part of parts) {
    weight += (part.match(emoji)?.length ?? 0) * emojiWeight;
    for (const character of part.replace(emoji, '')) weight += isLight(character) ? 1 : 2;
  }
  return weight;
}

/** However many code points it is composed of. */
const emoji = /\p{RGI_Emoji}/gv;

function isLight(character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  return light.some(([first, last]) => codePoint >= first && codePoint <= last);
}
