/** What a post can be, in the order in which it comes to be so. In a file of its own, for the browser takes this and no zod. */
export const postStates = [
  'draft',
  'scheduled',
  'publishing',
  'needs_attention',
  'posted',
  'partly_posted',
  'failed',
  'cancelled',
] as const;
