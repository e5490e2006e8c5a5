export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Record<Language, string> = { fr: 'Français', en: 'English' };

const storageKey = 'socialsync.language';
const isLanguage = (value: string | undefined | null): value is Language =>
  languages.some((language) => language === value);

/** What this browser was set to; null when nobody chose. */
function storedLanguage(): Language | null {
  const stored = localStorage.getItem(storageKey);
  return isLanguage(stored) ? stored : null;
}

/** This browser speaks it from now on. */
export const storeLanguage = (language: Language): void => localStorage.setItem(storageKey, language);

/** The language to begin with: what was chosen here, else the best of the browser's own, else English. */
export function firstLanguage(): Language {
  const own = navigator.languages.map((language) => language.toLowerCase().split('-')[0]);
  return storedLanguage() ?? own.find(isLanguage) ?? 'en';
}
