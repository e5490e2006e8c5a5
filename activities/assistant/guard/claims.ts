import { wordsOf } from '../../../contracts/plainText.ts';

/** Words of which greetings, thanks, excuses and offers of help are made, in French and English. */
const courtesy = new Set(
  `bonjour bonsoir salut coucou bienvenue madame monsieur merci beaucoup encore pour votre vos message messages patience
  comprehension confiance interet retour de rien je vous en prie avec plaisir a bientot tres bonne belle journee soiree
  excellente week end desole desolee navre toutes mes nos excuses pardon et d accord entendu parfait super ravi
  ravie heureux heureuse aider ici la reste disposition suis sommes nous c est note bien
  hello hi hey good morning afternoon evening day night thank thanks you so very much for your kind patience
  understanding interest message messages welcome is are my pleasure have a nice great see soon sorry apologies our we i am m
  glad happy to help with that at service all right noted and the back bye goodbye take care no problem`.split(
    /\s+/,
  ),
);

/** Who says so claims nothing. */
const ignorance =
  /ne sais pas|ne suis pas (sure?|certaine?)|ne comprends pas|n ai pas (bien )?compris|ne trouve (pas|rien)|n ai (pas|rien) (trouve|d information)|pas (cette|l|d|de) ?information|ne dispose pas|i (don t|do not) (know|have)|(could not|couldn t|cannot|can t|can not) (find|say|tell|answer)|(don t|do not|did not|didn t) (quite |fully )?understand|found nothing|am not sure|m not sure|have no information/;
/** Whether a text says that one does not know, or has not understood. */
export const saysIgnorance = (text: string): boolean => ignorance.test(wordsOf(text).join(' '));

/** Who asks for something claims nothing either, with a question mark or without. */
const request =
  /^(pouvez|pourriez) vous|^(could|can) you|^please (tell|give|send|share|provide)|^merci de (me |nous )?(donner|preciser|indiquer)/;
const longestQuestion = 30;
const isRequest = (sentence: string): boolean =>
  /\?\s*$/.test(sentence.trim()) || request.test(wordsOf(sentence).join(' '));

/** Whoever offers help, or a person who knows more, does not ask for what they need to answer. */
const offer =
  /\b(aider|aide|autres? (questions?|choses?)|personne|equipe|collegue|humain|conseill\w+|help\w*|assist\w*|(other|more|further) questions?|(any|some)thing else|person|team|colleague|human|advisor)\b/;
/** Whether a text asks the customer for something by which they could be answered. */
export const asksForMore = (text: string): boolean =>
  sentencesOf(text).some((sentence) => isRequest(sentence) && !offer.test(wordsOf(sentence).join(' ')));

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?…])\s+|\n+/).filter((sentence) => wordsOf(sentence).length > 0);

/**
 * Whether a text claims nothing: every sentence of it is a question, a courtesy, or says that one does not know, and
 * none has a number in it. `name` is what the customer is called.
 */
export function claimsNothing(text: string, name: string): boolean {
  const names = new Set(wordsOf(name));
  return sentencesOf(text).every((sentence) => {
    const words = wordsOf(sentence);
    if (/\d/.test(sentence) || words.length > longestQuestion) return false;
    if (isRequest(sentence)) return true;
    const said = words.join(' ');
    return ignorance.test(said) || words.every((word) => courtesy.has(word) || names.has(word));
  });
}
