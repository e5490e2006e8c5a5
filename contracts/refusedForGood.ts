import type { FailureAnswer } from './failureAnswer.ts';

/**
 * Codes of refusals that the same post meets again whenever it is sent: ours, and platforms' for what they cannot read
 * (Meta's 100, X's invalid-request, LinkedIn's 400 and 422), or do not take there (Reddit's).
 */
const codes = new Set([
  ...['duplicate', 'media_gone', 'media_unusable', 'media_mixed', 'no_video', 'given_token_refused'],
  ...[
    '100',
    'invalid-request',
    '400',
    '422',
    'TOO_LONG',
    'NO_TITLE',
    'SUBREDDIT_NOEXIST',
    'SUBREDDIT_REQUIRED',
    'NO_SELFS',
    'NO_LINKS',
    'NO_IMAGES',
    'BAD_URL',
  ],
]);

/** Whether a post that was refused so can only be refused again, as it is. */
export const isRefusedForGood = (code: string): boolean => codes.has(code);

/**
 * How much a refusal of a post says about the post. 'unsure': it may be taken another time. 'unexplained': a status of
 * HTTP without any reason, as the page of a firewall in front of the platform is: it need not be about the post at all.
 */
export function howFinal(code: string, answer: FailureAnswer | null): 'forGood' | 'unsure' | 'unexplained' {
  if (isRefusedForGood(code)) return 'forGood';
  return answer?.kind === 'refused' && answer.code === null ? 'unexplained' : 'unsure';
}
