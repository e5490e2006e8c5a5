import type { Language } from './languages.ts';

/** What a caption template may name, in braces. */
const placeholders = ['prompt', 'tags', 'date'] as const;
type Placeholder = (typeof placeholders)[number];

/** Also written with capitals or spaces. What is no name, such as `{}`, is no placeholder. */
const named = /\{\s*([\p{L}\p{N}_-]+)\s*\}/gu;

/** The first placeholder of a template that does not exist; null when all do. */
export function unknownPlaceholder(template: string): string | null {
  const names = [...template.matchAll(named)].map(([, name = '']) => name);
  return names.find((name) => !placeholderOf(name)) ?? null;
}

/** Whether a text has anything that looks like a placeholder. */
export const hasPlaceholder = (text: string): boolean => text.search(named) !== -1;

/** Whether a template has a placeholder filled in. */
export const namesPlaceholder = (template: string, asked: Placeholder): boolean =>
  [...template.matchAll(named)].some(([, name = '']) => placeholderOf(name) === asked);

const placeholderOf = (name: string): Placeholder | undefined =>
  placeholders.find((known) => known === name.toLowerCase());

interface Filling {
  prompt: string;
  tags: string[];
  at: Date;
  timezone: string;
  /** Whose words the date has. */
  locale: Language;
}

/** A template with everything filled in: tags as hashtags, the day as people write it. */
export function fillTemplate(template: string, { prompt, tags, at, timezone, locale }: Filling): string {
  const values: Record<Placeholder, string> = {
    prompt,
    tags: tags.map(asHashtag).filter(Boolean).join(' '),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: timezone }).format(at),
  };
  return template.replace(named, (whole, name: string) => {
    const placeholder = placeholderOf(name);
    return placeholder ? values[placeholder] : whole;
  });
}

/** A template with nothing filled in: no text made from it is shorter. */
export const shortestOf = (template: string): string =>
  template.replace(named, (whole, name: string) => (placeholderOf(name) ? '' : whole));

/** A hashtag has no spaces and no punctuation. */
function asHashtag(tag: string): string {
  const name = tag.replace(/[^\p{L}\p{M}\p{N}_]+/gu, '');
  return name && `#${name}`;
}
