import { ModelAnswerLost } from './errors.ts';

/** The JSON that a model wrote. @throws {ModelAnswerLost} when it is none: it was cut off, or never was. */
export function parseAnswer(vendor: string, text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new ModelAnswerLost(`${vendor} answered something that is no JSON`);
  }
}
