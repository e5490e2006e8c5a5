import type { Meaning, Thought, Tool, ToolCall, Turn } from './order.ts';
import { letsKeepQuiet } from './fillSchema.ts';
import { objectsIn } from './parsing.ts';
import { findAnswer, sourcesIn } from './sources.ts';
import { languageOf, plain, shared, stemsOf } from './words.ts';

const wantsPerson =
  /\b(human|real person|a person|someone|advisor|manager|speak (to|with)|talk (to|with)|humain|conseill\w+|quelqu.?un|une personne|un vendeur|responsable|parler a)\b/;
const complains =
  /\b(complain\w*|complaint|unacceptable|lawyer|sue|plainte|reclamation|scandaleux|inadmissible|inacceptable|avocat)\b/;
const greets =
  /^\W*(hello|hi|hey|good (morning|evening)|bonjour|bonsoir|salut|coucou|merci\w*|thanks?( you)?)\W*$/;
/** Agrees, thanks or says goodbye, by words or signs alone. */
const acknowledges =
  /^[^\w?]+$|^\W*((ok|okay|d.accord|merci|beaucoup|bien|thanks?|you|very|much|parfait|super|great|perfect|bye|au revoir|bonne journee)\b[^\w?]*)+$/;
/** Nobody can tell from fewer words what is asked. */
const tellingWords = 2;
const isTheirs = /\b(my|mine|mon|ma|mes)\b/;

const said = {
  fr: {
    unknown: 'Je ne sais pas : je n’ai rien trouvé à ce sujet.',
    unclear: 'Je ne comprends pas bien. Pouvez-vous préciser votre question ?',
    handOver: 'Je passe votre message à un collègue, qui vous répondra ici.',
    greeting: 'Bonjour ! Comment puis-je vous aider ?',
    found: 'Voici ce que je trouve :',
    other: 'D’après nos informations :',
  },
  en: {
    unknown: 'I don’t know: I found nothing about that.',
    unclear: 'I do not quite understand. Could you tell me more?',
    handOver: 'I pass your message on to a colleague, who will answer here.',
    greeting: 'Hello! How can I help you?',
    found: 'This is what I find:',
    other: 'According to our information:',
  },
};

/** The function that a question needs; null when none is, or its result is there. */
export function toolFor({ turns, tools }: Thought, question: string): ToolCall | null {
  const text = plain(question);
  if (wantsPerson.test(text) || complains.test(text) || answersOf(turns).length > 0) return null;
  const tool = tools.find(({ name }) => isFor(name, question, turns));
  return tool ? callOf(tool, question) : null;
}

/** Whether a question is about what the function of this name finds, and no source says it well. */
function isFor(name: string, question: string, turns: Turn[]): boolean {
  if (shared(stemsOf(name.replaceAll('_', ' ')), stemsOf(question)) === 0) return false;
  const isAnswered = (findAnswer(question, sourcesIn(turns))?.match ?? 0) >= 0.5;
  return isTheirs.test(plain(question)) || !isAnswered;
}

/** A call with what the question gives: numbers and addresses; the question itself where a text must be given. */
function callOf({ name, parameters }: Tool, question: string): ToolCall {
  const number = /#?(\d{3,})/.exec(question)?.[1];
  const given = Object.entries(parameters.properties ?? {}).map(([key, schema]): [string, unknown] => {
    const isNumber = [schema.type].flat().some((type) => /^(number|integer)$/i.test(type ?? ''));
    if (/number|order|id|ref/i.test(key) && number !== undefined)
      return [key, isNumber ? Number(number) : number];
    const isRequired = parameters.required?.includes(key) ?? false;
    const mayBeNull =
      schema.nullable === true ||
      [schema.type].flat().includes('null') ||
      (schema.anyOf?.some(({ type }) => type === 'null') ?? false);
    if (!isRequired) return [key, undefined];
    if (mayBeNull) return [key, null];
    return [key, schema.enum?.[0] ?? (isNumber ? 1 : question)];
  });
  return { name, arguments: Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}

/** What functions answered since the customer's last words. */
function answersOf(turns: Turn[]): Turn[] {
  const asked = turns.findLastIndex(({ role }) => role === 'user');
  return turns.slice(asked + 1).filter(({ role }) => role === 'tool');
}

/** What was called since the customer's last words. */
const namesOfCalls = (turns: Turn[]): string[] =>
  turns
    .slice(turns.findLastIndex(({ role }) => role === 'user') + 1)
    .flatMap(({ calls }) => calls.map(({ name }) => name));

/** Whether a text greets, thanks or agrees, and asks nothing. */
export const isCourtesy = (text: string): boolean =>
  greets.test(plain(text)) || acknowledges.test(plain(text));

/** What a model that keeps to its sources says: nothing that they do not. */
export function honestly({ turns, schema }: Thought, question: string): Meaning {
  const language = languageToWrite(turns, question);
  const words = said[language];
  const base = { language, sources: [], confidence: 0.9, words: '' };
  const text = plain(question);
  if (wantsPerson.test(text)) {
    return { ...base, intent: 'handOver', text: words.handOver, reason: 'asks for a person' };
  }
  if (complains.test(text)) {
    return { ...base, intent: 'handOver', text: words.handOver, reason: 'a complaint' };
  }
  if (acknowledges.test(text) && letsKeepQuiet(schema))
    return { ...base, intent: 'none', text: '', reason: 'needs no answer' };
  if (greets.test(text)) return { ...base, intent: 'answer', text: words.greeting, reason: 'a greeting' };
  const isLookedUp = namesOfCalls(turns).some((name) => isFor(name, question, turns));
  const results = isLookedUp
    ? answersOf(turns)
        .map((turn) => factsIn(turn.text))
        .filter(Boolean)
    : [];
  if (results.length > 0) {
    const found = `${words.found} ${results.join('; ')}`;
    return { ...base, intent: 'answer', text: found, reason: 'what the functions answered' };
  }
  const finding = isLookedUp ? null : findAnswer(question, sourcesIn(turns));
  if (!finding) {
    const isUnclear = (text.match(/[a-z0-9]+/g) ?? []).length < tellingWords;
    const told = isUnclear ? words.unclear : words.unknown;
    return { ...base, intent: 'unknown', text: told, reason: 'no source', confidence: 0.1 };
  }
  const { source, sentence, match } = finding;
  const prefix = languageOf(sentence) === language ? '' : `${words.other} `;
  return {
    ...{ ...base, intent: 'answer', text: `${prefix}${sentence}`, reason: `says source ${source.id}` },
    sources: [{ id: source.id, title: source.title, quote: sentence }],
    confidence: Math.round((0.5 + match / 2) * 100) / 100,
  };
}

/**
 * The language that the instructions name ("Write in French"); where they leave it to the customer's words, that of these,
 * and where these tell nothing the one that is named beside.
 */
function languageToWrite(turns: Turn[], question: string): 'fr' | 'en' {
  const instructions = turns.filter(({ role }) => role === 'system').map(({ text }) => text);
  const told = /\bwrite in ([^.;]*?)\b(french|english)\b/i.exec(instructions.join('\n'));
  const named = told?.[2]?.toLowerCase() === 'french' ? 'fr' : 'en';
  return told?.[1] === '' ? named : languageOf(question, named);
}

/** The facts in what a function answered, in one line; '' when it found nothing. */
function factsIn(text: string): string {
  try {
    const objects = objectsIn(JSON.parse(text) as unknown);
    const facts = objects.flatMap((object) =>
      Object.entries(object)
        .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
        .map(([name, value]) => `${name} ${String(value)}`),
    );
    return facts.join(', ');
  } catch {
    return text.trim();
  }
}
