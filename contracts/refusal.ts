import type { Wording } from './languages.ts';

/** What fills a placeholder of a message: a name, a number, or words that each language has its own for. */
export type MessageParameters = Record<string, string | number | Wording>;

/** Why something is refused, in the words of HTTP but for any room to say. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'unsupported'
  | 'unprocessable'
  | 'too_many'
  | 'unavailable';

export interface RefusalExtra {
  /** What fills the placeholders of the message. Never a secret. */
  parameters?: MessageParameters;
  /** The fields at fault, each with the code of its message. */
  fields?: Record<string, string[]>;
  /** When it makes sense to try again, in seconds. */
  retryAfterSeconds?: number;
}

/** A refusal that the caller is told: a stable code, whose text stands in api/messages/ in each language. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly kind: RefusalKind;
  readonly code: string;
  readonly extra: RefusalExtra;

  constructor(kind: RefusalKind, code: string, extra: RefusalExtra = {}) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.extra = extra;
  }
}

/** Also for what exists, but not for the caller: whoever asks learns nothing. */
export const notFound = (what: string): Refusal =>
  new Refusal('not_found', 'not_found', { parameters: { what } });

/** The request is right, but not in the state that the thing is in. */
export const conflict = (code: string, parameters: MessageParameters = {}): Refusal =>
  new Refusal('conflict', code, { parameters });

/** One field is wrong, for a reason that only the data knows. */
export const invalidField = (field: string, code: string): Refusal =>
  new Refusal('invalid', 'invalid_request', { fields: { [field]: [code] } });

export const forbidden = (code = 'forbidden'): Refusal => new Refusal('forbidden', code);

export const unauthenticated = (code = 'not_authenticated'): Refusal => new Refusal('unauthenticated', code);
