import { links } from './links.ts';

/** Of a post's text: docs.x.com/fundamentals/counting-characters */
export const longestText = 280;

/** What every link counts as: X shortens it. */
const linkWeight = 23;

/** Code points that count once; all others twice: github.com/twitter/twitter-text, config/v3.json */
const lightRanges = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;

/** How long X holds a text to be: it normalises it, and counts an emoji, however it is composed, as two. */
export function weightedLength(text: string): number {
  let weight = 0;
  const rest = text
    .normalize('NFC')
    .replace(links, () => {
      weight += linkWeight;
      return '';
    })
    .replace(/\p{RGI_Emoji}/gv, () => {
      weight += 2;
      return '';
    });
  for (const character of rest) weight += isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
  return weight;
}

const isLight = (codePoint: number): boolean =>
  lightRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
