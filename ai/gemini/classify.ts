import { GoogleGenerativeAIFetchError, type ErrorDetails } from '@google/generative-ai';
import { codeForMessage } from '../callVendor.ts';
import { ModelAnswerLost, ModelMisconfigured, ModelRateLimited, ModelUnavailable } from '../errors.ts';

/**
 * What an error of Gemini's client means: by status and details, never by its text.
 * https://ai.google.dev/gemini-api/docs/troubleshooting, https://google.aip.dev/193
 * 400 is a wrong key (API_KEY_INVALID), an unpaid account or region (FAILED_PRECONDITION), or a request the model
 * does not take; 401, 403 and 404 are key, permission and model: all of them the operator's. A refusal by policy is
 * no error here but a 200 without an image.
 */
export async function classifyGeminiError(error: unknown, baseUrl: string): Promise<Error> {
  if (!(error instanceof GoogleGenerativeAIFetchError) || error.status === undefined) {
    // The client hides why the connection failed. Where nobody answers now, nobody has worked either.
    return (await answers(baseUrl))
      ? new ModelAnswerLost('the connection to Gemini broke')
      : new ModelUnavailable('Gemini could not be reached');
  }
  const details = Array.isArray(error.errorDetails) ? error.errorDetails : [];
  const reason = codeForMessage(detail(details, 'ErrorInfo')?.reason);
  const answer = `Gemini answered ${error.status}${reason ? ` (${reason})` : ''}`;

  if (error.status === 429) return new ModelRateLimited(answer, retryDelayMs(details));
  if (error.status >= 500 || error.status === 408 || error.status === 409)
    return new ModelUnavailable(answer);
  return new ModelMisconfigured(answer);
}

/** Whether a server answers there at all, whatever it says. */
const answers = (url: string) =>
  fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(3_000) }).then(
    () => true,
    () => false,
  );

/** google.rpc.RetryInfo.retryDelay: a Duration in JSON, "34.074824224s". */
function retryDelayMs(details: ErrorDetails[]): number | null {
  const delay = /^(\d+(?:\.\d+)?)s$/.exec(String(detail(details, 'RetryInfo')?.retryDelay));
  return delay ? Math.ceil(Number(delay[1]) * 1000) : null;
}

const detail = (details: ErrorDetails[], type: string) =>
  details.find((each) => each?.['@type'] === `type.googleapis.com/google.rpc.${type}`);
