/**
 * Codes of refusals that the same post meets again whenever it is sent: ours, and platforms' for what they cannot read
 * (Meta's 100, X's invalid-request, LinkedIn's 400 and 422).
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
  ],
]);

/** Whether a post that was refused so can only be refused again, as it is. */
export const isRefusedForGood = (code: string): boolean => codes.has(code);
