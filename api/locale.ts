import type { Language } from '../contracts/languages.ts';

export type Locale = Language;

/**
 * The language of an answer: the best of Accept-Language that we speak; French by default, English under /api/v1.
 * `accepted` is what the client accepts, best first (koa's ctx.acceptsLanguages()).
 */
export function chooseLocale(path: string, accepted: string[]): Locale {
  for (const language of accepted) {
    const primary = language.toLowerCase().split('-')[0];
    if (primary === 'fr' || primary === 'en') return primary;
  }
  return isV1(path) ? 'en' : 'fr';
}

/** Paths of commerce-api-v1, which differ in language and in the status of invalid requests. */
export const isV1 = (path: string): boolean => path.toLowerCase().startsWith('/api/v1/');
