import { ModelAnswerLost, ModelUnavailable } from './errors.ts';

/** One call to a vendor. */
interface VendorCall<Answer> {
  vendor: string;
  /** After so long the call is given up. */
  timeoutMs: number;
  /** Given up by the signal: also while the answer's body is still coming, which the vendors' own timeouts leave out. */
  call: (signal: AbortSignal) => Promise<Answer>;
  /** What an error of the vendor's library means. */
  classify: (error: unknown) => Error | Promise<Error>;
}

/**
 * Makes one call that ends within its time, and turns its failure into one of ours.
 * An abort by the caller is no failure of the model: the signal's reason is thrown as it is.
 * @throws {ModelAnswerLost} after that time, and whatever `classify` returns.
 */
export async function callVendor<Answer>(
  { vendor, timeoutMs, call, classify }: VendorCall<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await call(AbortSignal.any([signal, timeout]));
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) {
      throw new ModelAnswerLost(`${vendor} did not answer within ${timeoutMs / 1000} s`);
    }
    throw await classify(error);
  }
}

/** Nothing reached the vendor: its address is unknown, or nobody answered there. */
const notSent = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** What a call without an HTTP answer means: nothing was asked, or the answer was lost. */
export function connectionFailure(vendor: string, error: unknown): ModelUnavailable | ModelAnswerLost {
  const code = connectionCode(error);
  if (code && notSent.includes(code)) return new ModelUnavailable(`${vendor} could not be reached (${code})`);
  return new ModelAnswerLost(`the connection to ${vendor} broke${code ? ` (${code})` : ''}`);
}

/** A vendor's code as it may stand in a message: nothing but a short identifier. */
export function codeForMessage(code: unknown): string | null {
  return typeof code === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(code) ? code : null;
}

/** The system's code of a failed connection (ECONNREFUSED, ENOTFOUND …), wherever in the causes it stands. */
function connectionCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return codeForMessage(code) ?? connectionCode(cause);
}
