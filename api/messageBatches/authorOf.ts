import type { Caller } from '../callers.ts';

/** Who has written a message that is sent alone: the person who is signed in, or a program with a key of theirs. */
export const authorOf = ({ apiKeyId }: Caller): 'agent' | 'system' =>
  apiKeyId === null ? 'agent' : 'system';
