/** Words of French and English that say nothing of what a question is about. */
const empty = new Set(
  `the and for you your are can our with what when where which who how why does did have has had was were will would
  could should this that these those there here from into about any some please thanks thank hello its not but they them
  les des une est que qui quoi quel quelle quels quelles vous votre vos nos notre pour avec dans sur sont avez avons ont
  cette ces son ses mais pas plus comment quand combien pourquoi bonjour merci puis peux peut est-ce aussi par aux elle
  ils elles nous mon mes ton tes fait faire suis etre bien tres want need get know tell`.split(/\s+/),
);

/** What shops are asked about, in French, by the English beginning of the word. */
const english: Record<string, string> = {
  livrai: 'delive',
  livrez: 'delive',
  livre: 'delive',
  expedi: 'delive',
  shippi: 'delive',
  ship: 'delive',
  retour: 'return',
  rembou: 'refund',
  prix: 'price',
  coute: 'price',
  cost: 'price',
  horair: 'hour',
  heure: 'hour',
  ouvert: 'open',
  ouvrez: 'open',
  openin: 'open',
  comman: 'order',
  colis: 'order',
  paieme: 'paymen',
  payer: 'paymen',
  pay: 'paymen',
  taille: 'size',
  couleu: 'color',
  colour: 'color',
  cadeau: 'gift',
  adress: 'addres',
  garant: 'warran',
  boutiq: 'shop',
  magasi: 'shop',
  store: 'shop',
};

/** Without accents, in lower case. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The beginnings of the words of a text that say what it is about, each once; French ones as their English. */
export function stemsOf(text: string): Set<string> {
  const words = plain(text).match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => word.length > 2 && !empty.has(word));
  return new Set(
    telling.map((word) => {
      const stem = word.replace(/[sx]$/, '').slice(0, 6);
      return english[stem] ?? stem;
    }),
  );
}

/** How many of the one's stems the other has. */
export const shared = (one: Set<string>, other: Set<string>): number =>
  [...one].filter((stem) => other.has(stem)).length;

const frenchWords =
  /\b(je|vous|nous|est|les|des|une|le|la|du|mon|ma|mes|quel\w*|combien|bonjour|merci|oui|avez|pour|comment)\b/g;
const englishWords =
  /\b(i|you|we|is|are|the|my|do|does|what|when|where|how|hello|thanks|yes|have|for|can|please)\b/g;

/** French or English, whichever a text looks more like; where it tells neither, English, or as `usual` says. */
export function languageOf(text: string, usual: 'fr' | 'en' = 'en'): 'fr' | 'en' {
  const words = plain(text);
  const accents = text.match(/[àâçéèêëîïôùûœ]/gi)?.length ?? 0;
  const french = (words.match(frenchWords)?.length ?? 0) + accents;
  const english = words.match(englishWords)?.length ?? 0;
  if (french === english) return usual;
  return french > english ? 'fr' : 'en';
}
