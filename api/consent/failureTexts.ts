import { isSigned, signText } from '../../commands/linkTokens.ts';
import type { Config } from '../../config/load.ts';

/** What shows the page that a browser is sent to that the text of a failure is ours. */
export const signFailure = ({ JWT_SECRET = '' }: Config, text: string): string =>
  signText(JWT_SECRET, 'consent-failure', text);

/** The text of a failure, as an address brings it; null when it is not ours. */
export function readFailure({ JWT_SECRET = '' }: Config, query: URLSearchParams): string | null {
  const failure = { text: query.get('error') ?? '', signed: query.get('signed') ?? '' };
  return isSigned(JWT_SECRET, 'consent-failure', failure) ? failure.text : null;
}
