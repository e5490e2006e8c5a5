import { plain } from './words.ts';

type Language = 'fr' | 'en';

const french =
  /\b(je|tu|vous|nous|est|sont|les|des|une|le|la|du|de|et|mon|ma|mes|votre|vos|quel\w*|combien|bonjour|merci|oui|avez|pour|comment|avec|pas|ou|quand|cette|que|qui|dans|sur|au|aux|sommes|notre|nos|ne|en|par)\b/g;
const english =
  /\b(i|you|we|is|are|the|my|your|do|does|what|when|where|how|hello|thanks|thank|yes|have|has|for|can|please|and|of|to|it|not|this|with|that|will|would)\b/g;

/** How much of each language a text has: telling words, and accents, which English has none of. */
function countsOf(text: string): Record<Language, number> {
  const words = plain(text);
  const accents = text.match(/[àâçéèêëîïôùûœ]/gi)?.length ?? 0;
  return {
    fr: (words.match(french)?.length ?? 0) + accents,
    en: words.match(english)?.length ?? 0,
  };
}

/** French or English, where a text is surely one of them; null when nobody can say. */
export function languageOf(text: string): Language | null {
  const { fr, en } = countsOf(text);
  if (fr >= 2 && fr >= 2 * en) return 'fr';
  return en >= 2 && en >= 2 * fr ? 'en' : null;
}

/** Whether a text is wholly in the other of the two: names, or a quotation, do not make it so. */
export function isWrongLanguage(text: string, asked: Language | null): boolean {
  if (asked === null) return false;
  const { fr, en } = countsOf(text);
  return asked === 'fr' ? fr === 0 && en >= 3 : en === 0 && fr >= 3;
}
