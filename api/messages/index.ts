import type { MessageParameters } from '../../contracts/refusal.ts';
import type { Locale } from '../locale.ts';
import { en, type MessageCode } from './en.ts';
import { fr } from './fr.ts';
import { wordOf } from './words.ts';

const catalogues: Record<Locale, Record<MessageCode, string>> = { en, fr };

export type { MessageCode };

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(en, code);

const placeholders = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/**
 * The text of `code` in a language, its `{placeholders}` filled; `{count|post|posts}` is the word for so many.
 */
export function say(locale: Locale, code: MessageCode, parameters: MessageParameters = {}): string {
  return catalogues[locale][code].replace(
    placeholders,
    (placeholder, name: string, one: string | undefined, other: string | undefined) => {
      const value = parameters[name];
      if (value === undefined) return placeholder;
      if (typeof value === 'object') return value[locale];
      if (one !== undefined && other !== undefined) return isOne(locale, value) ? one : other;
      return wordOf(locale, value);
    },
  );
}

const isOne = (locale: Locale, value: string | number): boolean =>
  new Intl.PluralRules(locale).select(Number(value)) === 'one';
