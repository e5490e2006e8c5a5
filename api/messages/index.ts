import type { Locale } from '../locale.ts';
import { en, type MessageCode } from './en.ts';
import { fr } from './fr.ts';
import { wordOf } from './words.ts';

const catalogues: Record<Locale, Record<MessageCode, string>> = { en, fr };

export type { MessageCode };

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(en, code);

/** The text of `code` in a language, its `{placeholders}` filled. */
export function say(
  locale: Locale,
  code: MessageCode,
  parameters: Record<string, string | number> = {},
): string {
  return catalogues[locale][code].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name in parameters ? wordOf(locale, parameters[name] ?? '') : placeholder,
  );
}
