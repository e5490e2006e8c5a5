/** How a platform counts a text, and how much of it a message may hold. */
export interface TextLimit {
  maximum: number;
  count(text: string): number;
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const words = new Intl.Segmenter('en', { granularity: 'word' });
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The text in as few parts as fit, each as long as it can be: cut at ends of sentences, a sentence that is too long at
 * ends of words, a word at characters as people see them. Put together they say what the text says.
 */
export function splitText(text: string, limit: TextLimit): string[] {
  const parts: string[] = [];
  let part = '';
  const fits = (candidate: string) => limit.count(candidate.trim()) <= limit.maximum;
  const add = (piece: string, finer: Intl.Segmenter[]) => {
    if (fits(part + piece)) {
      part += piece;
      return;
    }
    if (fits(piece)) {
      parts.push(part);
      part = piece;
      return;
    }
    const [next, ...rest] = finer;
    // Nothing is finer than a character: it goes alone, whatever the platform says of it.
    if (!next) {
      parts.push(part, piece);
      part = '';
      return;
    }
    for (const { segment } of next.segment(piece)) add(segment, rest);
  };
  for (const { segment } of sentences.segment(text)) add(segment, [words, characters]);
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}
