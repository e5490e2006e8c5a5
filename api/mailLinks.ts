import { readLink, type LinkPurpose } from '../commands/linkTokens.ts';
import type { Config } from '../config/load.ts';

/** The id of the row that the link of a mail is about; null when the link is not genuine. */
export function readMailLink(config: Config, purpose: LinkPurpose, token: string): string | null {
  if (!config.JWT_SECRET) throw new Error('JWT_SECRET is missing');
  return readLink(config.JWT_SECRET, purpose, token);
}
