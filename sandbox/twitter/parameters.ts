import type { AccountCall } from '../social/platform.ts';
import { Refused } from '../social/refused.ts';

/** A parameter that lists names. @throws {Refused} when one is none of those. */
export function readList({ query }: AccountCall, parameter: string, known: string[]): string[] {
  const asked = (query.get(parameter) ?? '').split(',').filter(Boolean);
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return asked;
  const message = `The \`${parameter}\` query parameter value [${unknown}] is not one of [${known.join(',')}]`;
  throw new Refused('invalid_parameter', message);
}
