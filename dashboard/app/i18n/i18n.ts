import i18next, { type BackendModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { queryClient } from '../client/queryClient.ts';
import { firstLanguage, storeLanguage, type Language } from './languages.ts';
import { preparedTexts, type SameTexts, type TextTree, type Translate } from './texts.ts';

interface Loaders<Texts> {
  en: () => Promise<{ default: Texts }>;
  fr: () => Promise<{ default: SameTexts<Texts> }>;
}

const loaders = new Map<string, Loaders<TextTree>>();

/** Texts are loaded a room and language at a time, when somebody first needs them. */
const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language, room, done) {
    const load = loaders.get(room)?.[language as Language];
    if (!load) {
      done(new Error(`there are no texts ${room} in ${language}`), null);
      return;
    }
    load().then(
      (texts) => done(null, preparedTexts(texts.default, language)),
      (error: unknown) => done(error as Error, null),
    );
  },
};

/**
 * Makes the hook that says a room's texts: `const useTexts = defineTexts('images', { en: () => import('./texts.en.ts'),
 * fr: () => import('./texts.fr.ts') })`. French must have exactly the names that English has.
 */
export function defineTexts<const Texts extends TextTree>(
  room: string,
  load: Loaders<Texts>,
): () => Translate<Texts> {
  loaders.set(room, load);
  return () => useTranslation(room).t;
}

/** The texts that every page needs: the shell, states, errors, usual buttons. */
export const useAppTexts = defineTexts('app', {
  en: () => import('./texts.en.ts'),
  fr: () => import('./texts.fr.ts'),
});

/** Readies the texts of the shell in the person's language: before anything is shown. */
export async function startTexts(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    // What the API said in words is asked for in the language that is spoken now.
    void queryClient.invalidateQueries();
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      ns: ['app'],
      defaultNS: 'app',
      partialBundledLanguages: true,
      interpolation: { escapeValue: false }, // React escapes
      react: { useSuspense: true },
    });
}

/** Says everything in another language, from now on and in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  storeLanguage(language);
  await i18next.changeLanguage(language);
}

let isChosenHere = false;

/** Somebody who has not signed in yet chooses a language: it stays when they do. */
export async function chooseLanguage(language: Language): Promise<void> {
  isChosenHere = true;
  await changeLanguage(language);
}

/** Somebody signed in whose language this is: it is spoken, unless they chose another right before. */
export async function adoptLanguage(language: Language): Promise<void> {
  if (!isChosenHere) await changeLanguage(language);
  isChosenHere = false;
}

/** The language everything is said in. */
export const currentLanguage = (): Language => i18next.language as Language;

/** The language everything is said in, for components. */
export const useLanguage = (): Language => useTranslation('app').i18n.language as Language;
