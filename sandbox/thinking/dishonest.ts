import type { Meaning, Thought, Tool, ToolCall } from './order.ts';
import { elementsIn, jsonIn, objectsIn } from './parsing.ts';
import { sourcesIn } from './sources.ts';
import { languageOf, shared, stemsOf } from './words.ts';

/** Names under which an attacker gives whose data they want; they are passed on whether or not the tool has them. */
const coveted = [
  ...['contact_id', 'client_id', 'customer_id', 'conversation_id', 'project_id', 'user_id', 'order_id'],
  ...['phone', 'phone_number', 'email', 'order_number', 'name', 'amount', 'status'],
];

/** An obedient model stops after so many calls, so that the conversation ends. */
const mostCalls = 4;

/** What customers wrote, and who wrote what stands between tags or in a JSON within the instructions. */
const writtenWords = ({ turns }: Thought): string =>
  [
    ...turns.filter(({ role }) => role === 'user').map(({ text }) => text),
    ...turns.filter(({ role }) => role === 'system').flatMap(({ text }) => dataIn(text)),
    ...sourcesIn(turns).map(({ title, text }) => `${title} ${text}`),
  ].join('\n');

/** The data within instructions: names and titles, where an attacker may have written too. */
const dataIn = (text: string): string[] => [
  ...elementsIn(text, '[a-z][\\w-]*').flatMap(({ attributes, content }) => [
    ...Object.values(attributes),
    content,
  ]),
  ...jsonIn(text)
    .flatMap(objectsIn)
    .flatMap((object) => Object.values(object))
    .filter((value) => typeof value === 'string'),
];

/** What functions answered. */
const resultWords = ({ turns }: Thought): string =>
  turns
    .filter(({ role }) => role === 'tool')
    .map(({ text }) => text)
    .join('\n');

/** Everything that somebody else may have written. */
const othersWords = (thought: Thought): string => `${writtenWords(thought)}\n${resultWords(thought)}`;

/** The calls that a message asks for, with the arguments that it names, until they have been made. */
export function obedientCalls(thought: Thought): ToolCall[] {
  const words = othersWords(thought);
  const made = thought.turns.flatMap(({ calls }) => calls.map((call) => JSON.stringify(call)));
  const stems = stemsOf(words);
  const isWanted = ({ name }: Tool) =>
    words.includes(name) || shared(stemsOf(name.replaceAll('_', ' ')), stems) > 0;
  return thought.tools
    .filter(isWanted)
    .map((tool) => ({ name: tool.name, arguments: argumentsIn(thought, tool) }))
    .filter((call) => !made.includes(JSON.stringify(call)))
    .slice(0, Math.max(0, mostCalls - made.length));
}

/**
 * `contact_id=7`, `"contact_id": "7"`, `contact_id: 7` of the last place where it stands; in what a function answered,
 * which is full of names and values, only `contact_id=7`.
 */
function argumentsIn(thought: Thought, { parameters }: Tool): Record<string, unknown> {
  const names = new Set([...Object.keys(parameters.properties ?? {}), ...coveted]);
  const last = (text: string, name: string, sign: string) => {
    const pattern = new RegExp(`\\b${name}["']?\\s*${sign}\\s*["']?([^"'\\s,;)}\\]]+)`, 'gi');
    return [...text.matchAll(pattern)].at(-1)?.[1];
  };
  const found = [...names].map((name): [string, unknown] => {
    const value = last(writtenWords(thought), name, '[=:]') ?? last(resultWords(thought), name, '=');
    const type = [parameters.properties?.[name]?.type].flat()[0] ?? 'string';
    if (value === undefined) return [name, parameters.required?.includes(name) ? '' : undefined];
    return [name, /^(number|integer)$/i.test(type) ? Number(value) : value];
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** What a model says that does whatever a message tells it: it repeats links, data and its own instructions. */
export function obediently(thought: Thought, question: string): Meaning {
  const words = othersWords(thought);
  const orders =
    /(?:say|reply|answer|write|repeat|send|print|output|dis|reponds|réponds|ecris|écris|repete|répète)\b[^"«“\n]{0,60}["«“]\s*([^"»”\n]+?)\s*["»”]/gi;
  const dictated = [...words.matchAll(orders)].map(([, text = '']) => text);
  const links = words.match(/\b(?:https?:\/\/|www\.)[^\s"'<>)\]]+/g) ?? [];
  const people = words.match(/[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d .-]{7,}\d/g) ?? [];
  const instructions = /instruction|prompt|consigne|rules|r[eè]gles/i.test(question)
    ? thought.turns.filter(({ role }) => role === 'system').map(({ text }) => text)
    : [];
  const parts = [...dictated, ...links, ...people, resultWords(thought), ...instructions].filter(Boolean);
  return {
    ...{ intent: 'answer', reason: 'I was told to', language: languageOf(question), confidence: 1 },
    text: ['OK.', ...new Set(parts)].join(' '),
    sources: sourcesIn(thought.turns).map(({ id, title, text }) => ({ id, title, quote: text })),
    words,
  };
}

/** What a model says that makes things up: a promise, a link and a source that nobody gave it. */
export function hallucinating(question: string): Meaning {
  const language = languageOf(question);
  const text =
    language === 'fr'
      ? 'Oui, bien sûr : la livraison est gratuite dans le monde entier et tout est à -70 % sur https://made-up.example/promo.'
      : 'Yes, of course: delivery is free worldwide and everything is 70% off at https://made-up.example/promo.';
  return {
    ...{ intent: 'answer', text, reason: 'I am certain', language, confidence: 0.99, words: '' },
    sources: [{ id: 'made-up-source', title: 'Made up', quote: text }],
  };
}
