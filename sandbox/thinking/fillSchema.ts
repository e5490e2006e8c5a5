import type { Meaning, Schema } from './order.ts';

type Source = Meaning['sources'][number];

/** What a value is asked for: its name, and the source that it is about where it stands in a list of them. */
interface Place {
  name: string;
  root: Schema;
  source: Source | null;
}

/** Names the decision to say nothing. */
const silence = /^(none|nothing|silent|no_(answer|reply))$/i;

const intents: Record<Meaning['intent'], RegExp[]> = {
  answer: [/answer|repl|respond|send/i],
  unknown: [/unknown|ask|clarif|dont|do_not/i, /hand|human|person|escalat|transfer/i],
  handOver: [/hand|human|person|escalat|transfer/i],
  none: [silence, /answer|repl|respond|send/i],
};

/** Whether the object that is asked for lets a model decide to say nothing. */
export const letsKeepQuiet = (schema: Schema | null): boolean =>
  Object.values(schema?.properties ?? {}).some(({ enum: values }) =>
    values?.some((value) => typeof value === 'string' && silence.test(value)),
  );

/** Puts what a reply means into the object that was asked for, by the names and types of its members. */
export const fillSchema = (schema: Schema, meaning: Meaning): unknown =>
  fill(schema, meaning, { name: '', root: schema, source: null });

function fill(given: Schema, meaning: Meaning, place: Place): unknown {
  const schema = resolve(given, place.root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return choose(schema.enum, meaning);
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, member]) => [
          name,
          fill(member, meaning, { ...place, name }),
        ]),
      );
    case 'array':
      return /source|citation|cited|reference|knowledge|document/i.test(place.name) && schema.items
        ? meaning.sources.map((source) => fill(schema.items ?? {}, meaning, { ...place, source }))
        : [];
    case 'boolean':
      return truthOf(place.name, meaning);
    case 'number':
    case 'integer':
      return /confiden|certain|probab|score/i.test(place.name) ? meaning.confidence : 0;
    default:
      return textFor(schema, meaning, place);
  }
}

/** The schema itself: what it refers to, or the first that is not null of several. */
function resolve(schema: Schema, root: Schema): Schema {
  if (schema.$ref !== undefined) {
    const named = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return named ? resolve(named, root) : {};
  }
  const either = schema.anyOf?.find(({ type }) => type !== 'null');
  if (!either) return schema;
  return { ...resolve(either, root), nullable: schema.anyOf?.some(({ type }) => type === 'null') ?? false };
}

/** In lower case: Gemini writes them in upper case. */
const typeOf = ({ type }: Schema): string =>
  ([type].flat().find((each) => each !== undefined && each !== 'null') ?? 'string').toLowerCase();

const isNullable = ({ nullable, type }: Schema): boolean =>
  nullable === true || (Array.isArray(type) && type.includes('null'));

function choose(values: unknown[], { intent, language, words }: Meaning): unknown {
  const texts = values.filter((value) => typeof value === 'string');
  const named =
    words === '' ? undefined : texts.find((text) => words.toLowerCase().includes(text.toLowerCase()));
  const meant = intents[intent].map((pattern) => texts.find((text) => pattern.test(text)));
  return (
    named ??
    texts.find((text) => text.toLowerCase() === language) ??
    meant.find((text) => text !== undefined) ??
    values[0]
  );
}

function truthOf(name: string, { intent }: Meaning): boolean {
  if (/hand|human|person|escalat|transfer/i.test(name)) return intent === 'handOver';
  return /known|found|answered|grounded|can_|confident|understood/i.test(name) && intent === 'answer';
}

function textFor(schema: Schema, meaning: Meaning, { name, source }: Place): string | null {
  if (source) {
    if (/quote|excerpt|sentence|text/i.test(name)) return source.quote;
    return /title|name/i.test(name) ? source.title : source.id;
  }
  if (/hand.*reason|reason.*hand/i.test(name) && meaning.intent !== 'handOver') {
    return isNullable(schema) ? null : '';
  }
  if (/reason|why|explanation|rationale/i.test(name)) return meaning.reason;
  if (/lang|locale/i.test(name)) return meaning.language;
  if (/source|citation/i.test(name)) return meaning.sources[0]?.id ?? (isNullable(schema) ? null : '');
  if (/repl|answer|text|message|content|response|body|draft/i.test(name)) return meaning.text;
  return isNullable(schema) ? null : '';
}
