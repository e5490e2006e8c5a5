/** What consents: plain, in lower case, without punctuation. */
const consents = [
  'ou+i+( pourquoi pas)?',
  'ye+s+',
  '(je |je vous |je (veux|voudrais|souhaite) |nous )?confirm(e|er|ons)( (ma|la|cette|notre) commande)?',
  "c'est confirme",
  "(i |we |i want to |i would like to |i'd like to )?confirm( (my|the|this|our) order)?",
  'confirmed',
];

/** What says nothing more or less beside it. */
const courtesies = [
  'bonjour|bonsoir|salut|merci|merci a vous|merci beaucoup|beaucoup|svp|stp',
  "s'il (vous|te) plait|monsieur|madame|bonne (journee|soiree)|cordialement",
  "bien sur|d'accord|ok|okay|parfait|super|tres bien|volontiers|avec plaisir|je veux bien|c'est (bon|parfait)",
  '(pas de|sans) (probleme|problemes|souci|soucis)|allez y|vas y|bien recu',
  'hello|hi|hey|please|thanks|thank you|thank you very much|many thanks|sir',
  "of course|sure|great|perfect|go ahead|no (problem|worries)|it's (fine|ok)|all good",
];

const longestConsent = 120;
const consentsAlone = new RegExp(`(^| )(${consents.join('|')})( |$)`);
const nothingElse = new RegExp(`^((${[...consents, ...courtesies].join('|')})( |$))+$`);

/**
 * Whether a customer's message, French or English, confirms: it says so ("oui", "confirmer", "yes"), and says nothing else
 * but courtesies. Whatever stands beside it, a question, a condition, a refusal, another wish, leaves it to people: an
 * order that waits for a clearer word costs less than one that is sent against the customer's will.
 */
export function confirms(message: string): boolean {
  const words = message
    .normalize('NFD')
    // Not the diaeresis: "ouï" is no "oui".
    .replace(/[\u0300-\u0302\u0327]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’`´]/g, "'")
    .replace(/[\s.,!;:…"«»()-]|👍|👌|🙏|✅|😊|🙂|😀|😃|\uFE0F|\p{Emoji_Modifier}/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return words.length <= longestConsent && nothingElse.test(words) && consentsAlone.test(words);
}
