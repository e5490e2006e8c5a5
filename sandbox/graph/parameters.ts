import type { Call } from '../social/platform.ts';
import { GraphRefused } from './refusal.ts';

/** What a call of Graph is given: in the query, as a form, or as JSON. */
export function parametersOf(call: Call): Map<string, string> {
  return new Map([...call.query, ...call.form, ...jsonParameters(call)]);
}

function jsonParameters({ ctx, text }: Call): [string, string][] {
  if (!ctx.is('json')) return [];
  const body = parsed(text);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return [];
  return Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

/** JSON as it was read; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws {Refused} in Graph's words when a parameter is missing. */
export function requiredParameter(parameters: Map<string, string>, name: string): string {
  const value = parameters.get(name);
  if (value) return value;
  throw new GraphRefused({ code: 100, message: `The parameter ${name} is required` });
}
