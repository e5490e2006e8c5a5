import { plainWords } from './wordsForPeople.ts';

type Language = 'fr' | 'en';

/** Words that one of the two has and the other has not. */
const words: Record<Language, string> = {
  fr:
    'je tu il elle nous vous ils le la les un une des du au aux et est sont c j l d s qu que qui quoi ou avec pour dans ' +
    'pas ne bonjour bonsoir salut merci oui non svp quel quelle quels combien comment quand puis peux voudrais veux ai ' +
    'avez mon ma mes votre vos ce cette ca y bonne journee commande livraison prix taille remboursez',
  en:
    'i you he she we they the an and is are was were it s m ll do does did have has what which who where when how why ' +
    'can could would will my your this that these with for from not no yes hello hi hey thanks thank please order ' +
    'delivery price size much many want need of to',
};
const sets = { fr: new Set(words.fr.split(' ')), en: new Set(words.en.split(' ')) };

/** The language of a text, French or English; null when its words do not tell. */
export function guessLanguage(text: string): Language | null {
  const said = plainWords(text.slice(0, 2000)).split(' ');
  const [french, english] = (['fr', 'en'] as const).map(
    (language) => said.filter((word) => sets[language].has(word)).length,
  );
  if (french === english || french === undefined || english === undefined) return null;
  return french > english ? 'fr' : 'en';
}
