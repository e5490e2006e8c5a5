import type { Turn } from './order.ts';
import { elementsIn, jsonIn, objectsIn, textAt } from './parsing.ts';
import { shared, stemsOf } from './words.ts';

/** Something that the model was given to answer from. */
export interface Source {
  id: string;
  title: string;
  text: string;
}

/**
 * The sources in a conversation: elements `<source id title>` (or document, knowledge, entry, article), JSON objects
 * with an id and a content, and paragraphs that begin with an id in brackets: `[k1] Delivery: …`.
 */
export function sourcesIn(turns: Turn[]): Source[] {
  const found = turns
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ text }) => [...fromElements(text), ...fromJson(text), ...fromParagraphs(text)]);
  return [...new Map(found.map((source) => [source.id, source])).values()];
}

const fromElements = (text: string): Source[] =>
  elementsIn(text, 'source|document|knowledge|entry|article').map(({ attributes, content }, index) => ({
    id: attributes.id ?? String(index + 1),
    title: attributes.title ?? attributes.question ?? '',
    text: content,
  }));

const fromJson = (text: string): Source[] =>
  jsonIn(text)
    .flatMap(objectsIn)
    .map((object) => ({
      id: textAt(object, ['id', 'source_id', 'key', 'ref']),
      title: textAt(object, ['title', 'question', 'name']),
      text: textAt(object, ['content', 'text', 'answer', 'body', 'excerpt']),
    }))
    .filter(({ id, text: content }) => id !== '' && content !== '');

const fromParagraphs = (text: string): Source[] =>
  [...text.matchAll(/^\[([\w-]{1,64})\] *(.+(?:\n(?!\[|\s*$).+)*)/gm)].map(([, id = '', content = '']) => {
    const [title, rest] = /^([^:.\n]{1,100}):\s+([\s\S]+)$/.exec(content)?.slice(1) ?? ['', content];
    return { id, title: title ?? '', text: rest ?? '' };
  });

/** The sentence of a source that answers a question best. */
export interface Finding {
  source: Source;
  sentence: string;
  /** The part of the question's words that the source has, 0 to 1. */
  match: number;
}

/** Less of a question than this in a source is no answer. */
const leastMatch = 0.34;

/** What the sources say to a question; null when none is about it. */
export function findAnswer(question: string, sources: Source[]): Finding | null {
  const asked = stemsOf(question);
  if (asked.size === 0) return null;
  const findings = sources.map((source) => {
    const title = stemsOf(source.title);
    // What the title says already tells the sentences apart less.
    const score = (sentence: string) => {
      const stems = stemsOf(sentence);
      return [...asked]
        .filter((stem) => stems.has(stem))
        .reduce((sum, stem) => sum + (title.has(stem) ? 1 : 2), 0);
    };
    const sentences = source.text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => sentence.trim() !== '');
    const scored = sentences.map((sentence) => ({ sentence, score: score(sentence) }));
    const best = scored.toSorted((one, other) => other.score - one.score)[0];
    const match = shared(asked, stemsOf(`${source.title} ${source.text}`)) / asked.size;
    return { source, sentence: best?.sentence.trim() ?? source.text, match };
  });
  const best = findings.toSorted((one, other) => other.match - one.match)[0];
  return best && best.match >= leastMatch ? best : null;
}
