import { z } from 'zod';
import { Refusal } from '../contracts/refusal.ts';
import type { Locale } from './locale.ts';
import { isMessageCode, say, type MessageCode } from './messages/index.ts';

type Texts = Record<string, string[]>;
type ErrorMap = NonNullable<z.core.ParseContext<z.core.$ZodIssue>['error']>;

const libraryTexts: Record<Locale, ErrorMap> = {
  fr: z.locales.fr().localeError,
  en: z.locales.en().localeError,
};

/** A request that does not fit its schema: what is wrong with which field, in the caller's language. */
export class InvalidRequest extends Refusal {
  readonly texts: Texts;

  constructor(texts: Texts) {
    super('invalid', 'invalid_request');
    this.texts = texts;
  }
}

/**
 * The value as its schema describes it, defaults filled in.
 * @throws {InvalidRequest} with every field that is wrong.
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  locale: Locale,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: (issue) => textOf(issue, locale) });
  if (result.success) return result.data;
  const texts: Texts = {};
  for (const issue of result.error.issues.flatMap(withNearest)) {
    const place = issue.path.map(String);
    const unknown = issue.code === 'unrecognized_keys';
    const fields = unknown ? issue.keys.map((key) => [...place, key]) : [place];
    const text = unknown ? say(locale, 'unknown_field') : fromCode(issue.message, locale);
    for (const field of fields) (texts[field.join('.') || 'body'] ??= []).push(text);
  }
  throw new InvalidRequest(texts);
}

/** An object that fits none of several shapes: that, and what is wrong with it as the shape it comes nearest to. */
function withNearest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const unknown = (issues: z.core.$ZodIssue[]) =>
    issues.reduce((count, each) => count + (each.code === 'unrecognized_keys' ? each.keys.length : 0), 0);
  const [nearest = []] = issue.errors.toSorted(
    (one, other) => unknown(one) - unknown(other) || one.length - other.length,
  );
  const members = nearest.filter(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');
  return [issue, ...members.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))];
}

const textOf: (issue: Parameters<ErrorMap>[0], locale: Locale) => ReturnType<ErrorMap> = (issue, locale) => {
  if (issue.input === undefined) return say(locale, 'required');
  if (issue.code === 'invalid_value')
    return say(locale, 'choices', { choices: issue.values.map(String).join(', ') });
  if (issue.code === 'too_small')
    return say(locale, tooSmall[issue.origin] ?? 'number_too_small', { limit: Number(issue.minimum) });
  if (issue.code === 'too_big')
    return say(locale, tooBig[issue.origin] ?? 'number_too_big', { limit: Number(issue.maximum) });
  if (issue.code === 'invalid_type') return say(locale, expected[issue.expected] ?? 'wrong_type');
  if (issue.code === 'invalid_format') return say(locale, formats[issue.format] ?? 'wrong_format');
  return libraryTexts[locale](issue);
};

/** The messages of zod's own rules, by what a rule is about. */
const tooSmall: Record<string, MessageCode> = { string: 'text_too_short', array: 'too_few' };
const tooBig: Record<string, MessageCode> = { string: 'text_too_long', array: 'too_many' };
const expected: Record<string, MessageCode> = {
  string: 'expected_text',
  number: 'expected_number',
  int: 'expected_integer',
  boolean: 'expected_boolean',
  array: 'expected_list',
  object: 'expected_object',
  record: 'expected_object',
};
const formats: Record<string, MessageCode> = {
  email: 'not_an_email',
  uuid: 'not_an_id',
  datetime: 'not_a_time',
  date: 'not_a_date',
  url: 'not_a_url',
};

/** Schemas of contracts/ name a message by its code where the library has no words for a rule. */
const fromCode = (message: string, locale: Locale) =>
  isMessageCode(message) ? say(locale, message) : message;
