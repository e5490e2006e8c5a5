import type { Call } from './platform.ts';

/** A call's body, parsed; undefined when it is no JSON. */
export function jsonBody({ text }: Call): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
