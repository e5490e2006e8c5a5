import { plainWords } from '../../../contracts/plainText.ts';
import type { TurnFacts } from '../../../contracts/turn.ts';

type Subject = NonNullable<TurnFacts['words']>;

const someone =
  '(un |une |d |a |an |the |some |to |vrai |vraie |real |live |actual )*' +
  '(humain|etre humain|personne|vendeur|vendeuse|conseiller|conseillere|agent|responsable|gerant|gerante|employe|employee|' +
  'collegue|operateur|human|human being|person|somebody|someone|representative|advisor|adviser|manager|operator|' +
  'quelqu un|owner|patron|patronne|support|service client|customer service|sav)';

/**
 * What is a person's to answer, in French and English, as it is written without accents and signs. Phrases rather than
 * words, for "court" is short, and "carte bancaire" a question that the shop's knowledge answers.
 */
const phrases: [Subject, string[]][] = [
  [
    'legal',
    [
      'avocate?s?',
      'tribuna(l|ux)',
      'en justice',
      'mise? en demeure',
      'porte(r|rai)? plainte',
      'depose(r|rai)? (une )?plainte',
      'huissiers?',
      'rgpd',
      'gdpr',
      'dgccrf',
      'donnees (personnelles|privees)',
      'droits? de retractation',
      'poursui(te|tes|vre) (judiciaires?|en justice)',
      'law ?suits?',
      'lawyers?',
      'attorneys?',
      'solicitors?',
      '(take|taking|see) (you|u) (to|in) court',
      'go(ing)? to court',
      'small claims',
      '(will|ll|gonna|going to) sue',
      'sue you',
      'legal (action|advice|proceedings|department)',
      'trading standards',
      'personal data',
    ],
  ],
  [
    'payment',
    [
      'rembours(er|ez|e|ement|ements)',
      '(debite|debitee|preleve|prelevee|paye|facture|facturee) (deux|2|trois|3|plusieurs) fois',
      'double (prelevement|paiement|debit|charge|payment)',
      'prelevements? (inconnus?|non autorises?|frauduleux)',
      'paiement (a ete |est )?(refuse|echoue|bloque|passe deux fois)',
      'carte (a ete |est )?(refusee|bloquee|piratee)',
      'numero de (ma )?carte',
      '(mon|votre) (iban|rib)',
      'refund(s|ed)?',
      'charge ?backs?',
      '(charged|billed|debited|paid) (me )?(twice|two times|double)',
      'payment (was |has been |is |got )?(declined|failed|refused|rejected|blocked)',
      'card (was |has been |is |got )?(declined|refused|rejected|blocked|hacked)',
      '(my|credit|debit) card number',
      'unauthori[sz]ed (payment|charge|transaction)',
    ],
  ],
  [
    'complaint',
    [
      'reclamations?',
      'plaintes?',
      'me plaindre',
      'arnaques?',
      'arnaquee?s?',
      'escrocs?',
      'escroquerie',
      'voleurs?',
      'scandaleux|scandaleuse|scandale',
      'inadmissible',
      'inacceptable',
      'honteux|honteuse',
      'c est (une |la )honte',
      'mecontente?',
      'insatisfaite?',
      '(tres|vraiment|extremement) decue?',
      'complain(t|ts|ing)?',
      'scam(s|med|mer|mers)?',
      'rip ?off',
      'fraud',
      'unacceptable',
      'outrageous',
      'disgrace(ful)?',
      'disgust(ed|ing)',
      '(very|really|extremely) (disappointed|unhappy|dissatisfied|upset)',
    ],
  ],
  [
    'asks_for_person',
    [
      `(parler|discuter|echanger|voir|contacter|joindre|appeler|transferer|passer|passez moi|parle) (a |avec |directement |au |aux |vers )*${someone}`,
      `(speak|talk|chat|transfer|connect|put|get|escalate|reach) (me )?(directly )?(to |with |through to |me |through )*${someone}`,
      `(besoin|want|need|veux|voudrais|prefere|aimerais) (d |un |une |a |an |le |la )*(humain|conseiller|conseillere|vendeur|vendeuse|human|real person|vraie personne|agent humain|live agent|human agent|representative)`,
      `(ya t il|y a t il|il y a|is there|are there) (${someone})`,
      '(vrai|vraie|real|live|actual) (humain|personne|conseiller|vendeur|human|person|agent)',
      '(etes vous|es tu|t es|vous etes) un (robot|bot)',
      'are you (a |an )?(ro)?bot',
      '(pas|marre|plus) (d |a |de |avec )*(un |des |ce |votre |le )*(ro)?bots?',
      'not (to |with )?(a |the |your )?(ro)?bot',
      '(rappelez|rappeler|appelez|telephonez) moi',
      '(me|etre) rappele[er]?',
      'call me( back)?',
      '(humain|human|conseiller|agent|representative)( svp| s il vous plait| please| pls)?$',
    ],
  ],
];

const patterns = phrases.map(
  ([subject, all]) => [subject, new RegExp(`(^| )(${all.join('|')})(?= |$)`)] as const,
);

/** Nobody writes more before they come to the point. */
const readLength = 5_000;

/** What a customer's words ask of a person: the gravest, where they ask for several things. Null where nothing. */
export function wordsForPeople(message: string): Subject | null {
  const lines = message
    .slice(0, readLength)
    .split(/[\n.!?;]+/)
    .map(plainWords);
  return patterns.find(([, pattern]) => lines.some((line) => pattern.test(line)))?.[0] ?? null;
}
