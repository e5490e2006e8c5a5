import { wordsOf } from './plainText.ts';

/** What people and their customers are spoken to in. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];
/** The same words in each of them. */
export type Wording = Record<Language, string>;

/** Words that one of the two has and the other has not, plain. */
const telling: Record<Language, Set<string>> = {
  fr: new Set(
    `je tu il elle nous vous ils le la les un une des du de au aux et est sont sommes que qui quoi ou en par avec pour
    dans sur pas ne mon ma mes votre vos notre nos ce cette avez puis peux voudrais veux quel quelle quels quelles combien
    comment quand bonjour bonsoir salut merci oui svp bonne journee commande livraison prix taille remboursez`.split(
      /\s+/,
    ),
  ),
  en: new Set(
    `i you he she we they it the and of to is are was were do does did have has can could would will my your this that
    these with for from not no yes what which who where when how why hello hi hey thanks thank please order delivery
    price size much many want need`.split(/\s+/),
  ),
};

/** What English has none of: accents, and a word that lost its end (`j’ai`, `qu’il`). */
const frenchMarks = /[àâçéèêëîïôùûœ]|(?<!\p{L})(?:[cdjlmnst]|qu)['’](?=\p{L})/giu;

/** How much of each language a text has. */
function signsOf(text: string): Record<Language, number> {
  const words = wordsOf(text);
  const marks = text.match(frenchMarks)?.length ?? 0;
  return {
    fr: words.filter((word) => telling.fr.has(word)).length + marks,
    en: words.filter((word) => telling.en.has(word)).length,
  };
}

/** French or English, whichever a text looks more like; null when its words do not tell. */
export function guessLanguage(text: string): Language | null {
  const { fr, en } = signsOf(text);
  if (fr === en) return null;
  return fr > en ? 'fr' : 'en';
}

/** What a person writes, by their messages, the last one last: as far as the latest that tells it does. */
export const guessLatest = (messages: string[]): Language | null =>
  messages
    .toReversed()
    .map(guessLanguage)
    .find((language) => language !== null) ?? null;

/** The language of a locale, where it is one of the two. */
export const languageIn = (locale: string | null): Language | null =>
  languages.find((language) => locale?.toLowerCase().startsWith(language)) ?? null;

/** French or English, where a text is surely one of them; null when nobody can say. */
export function languageOf(text: string): Language | null {
  const { fr, en } = signsOf(text);
  if (fr >= 2 && fr >= 2 * en) return 'fr';
  return en >= 2 && en >= 2 * fr ? 'en' : null;
}

/** Whether a text is wholly in the other of the two: names, or a quotation, do not make it so. */
export function isWrongLanguage(text: string, asked: Language | null): boolean {
  if (asked === null) return false;
  const { fr, en } = signsOf(text);
  return asked === 'fr' ? fr === 0 && en >= 3 : en === 0 && fr >= 3;
}
