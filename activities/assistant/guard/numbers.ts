import { plain } from '../../../contracts/plainText.ts';
import { withoutContacts } from './contacts.ts';

/** A number of a text. Amounts and parts a customer cannot give themselves. */
interface Figure {
  value: number;
  isAmount: boolean;
  isHour: boolean;
}

const figure =
  /([€$£] ?)?(\d+(?:[ .,']\d{3}(?!\d))*(?:[.,]\d+)?)( ?(?:%|€|\$|£|euros?\b|eur\b|usd\b|dollars?\b|percent\b|pour ?cent\b))?( ?(?:h(?:\d\d)?\b|heures?\b|[ap]\.?m\b|:\d\d))?/g;
/** `1.` before a line of a list. */
const listMark = /^\s*\d{1,2}[.)]\s/gm;

const inWords: Record<string, number> = {
  ...{
    zero: 0,
    un: 1,
    une: 1,
    one: 1,
    deux: 2,
    two: 2,
    trois: 3,
    three: 3,
    quatre: 4,
    four: 4,
    cinq: 5,
    five: 5,
  },
  ...{
    six: 6,
    sept: 7,
    seven: 7,
    huit: 8,
    eight: 8,
    neuf: 9,
    nine: 9,
    dix: 10,
    ten: 10,
    onze: 11,
    eleven: 11,
  },
  ...{ douze: 12, twelve: 12, quinze: 15, fifteen: 15, vingt: 20, twenty: 20, trente: 30, thirty: 30 },
};

function figuresIn(text: string): Figure[] {
  const found = [...plain(withoutContacts(text).replace(listMark, ' ')).matchAll(figure)];
  return found.map(([, sign, digits = '', unit, hour]) => ({
    value: valueOf(digits),
    isAmount: Boolean(sign ?? unit),
    isHour: hour !== undefined,
  }));
}

/** `1 234,50`, `1,234.50` and `1234.5` are one. A single sign before three digits parts thousands. */
function valueOf(digits: string): number {
  const bare = digits.replace(/[ ']/g, '');
  const decimal = /[.,](\d{1,2}|\d{4,})$/.exec(bare);
  const whole = decimal ? bare.slice(0, decimal.index) : bare;
  return Number(`${whole.replace(/[.,]/g, '')}.${decimal?.[1] ?? '0'}`);
}

/** The values in texts that may be told: dates and numbers in words too. */
function valuesIn(text: string): Set<number> {
  const digits = plain(text).match(/\d+/g) ?? [];
  const words = plain(text).match(/[a-z]+/g) ?? [];
  return new Set([
    ...figuresIn(text).map(({ value }) => value),
    ...digits.map(Number),
    ...words.flatMap((word) => inWords[word] ?? []),
  ]);
}

/**
 * Whether a text tells a number that the sources do not: amounts and percentages must be theirs, others may be the
 * customer's. An hour may be told by twelve or by twenty-four.
 */
export function hasForeignNumber(text: string, sources: string, customerWords: string): boolean {
  const theirs = valuesIn(sources);
  const customers = valuesIn(customerWords);
  const isTold = (value: number) => theirs.has(value) || customers.has(value);
  return figuresIn(text).some(({ value, isAmount, isHour }) => {
    if (isAmount) return !theirs.has(value);
    return !isTold(value) && !(isHour && (isTold(value + 12) || isTold(value - 12)));
  });
}
