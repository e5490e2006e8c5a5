import { permissionWords } from '../../platforms/permissionWords.ts';
import type { Locale } from '../locale.ts';
import { en, type MessageCode } from './en.ts';
import { fr } from './fr.ts';
import { wordOf } from './words.ts';

const catalogues: Record<Locale, Record<MessageCode, string>> = { en, fr };

export type { MessageCode };

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(en, code);

const placeholders = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/**
 * The text of `code` in a language, its `{placeholders}` filled; `{count|post|posts}` is the word for so many. What
 * fills `{permissions}` are a platform's scopes, with spaces between: they are said in words.
 */
export function say(
  locale: Locale,
  code: MessageCode,
  parameters: Record<string, string | number> = {},
): string {
  return catalogues[locale][code].replace(
    placeholders,
    (placeholder, name: string, one: string | undefined, other: string | undefined) => {
      const value = parameters[name];
      if (value === undefined) return placeholder;
      if (one !== undefined && other !== undefined) return isOne(locale, value) ? one : other;
      return name === 'permissions' ? permissionsOf(locale, String(value)) : wordOf(locale, value);
    },
  );
}

const isOne = (locale: Locale, value: string | number): boolean =>
  new Intl.PluralRules(locale).select(Number(value)) === 'one';

const permissionsOf = (locale: Locale, scopes: string): string =>
  scopes
    .split(' ')
    .map((scope) => permissionWords(locale, scope))
    .join(', ');
