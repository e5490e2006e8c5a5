import type { Conversation } from './questions.ts';

/** The open conversation, and at which place of the list it was when it was chosen there. */
export interface Opened {
  conversation: Conversation;
  place: number;
}

/** The list with the open one at its place, where it is not in it any more. */
export function withOpen(listed: Conversation[], opened: Opened | null): Conversation[] {
  if (!opened || listed.some(({ id }) => id === opened.conversation.id)) return listed;
  return listed.toSpliced(opened.place, 0, opened.conversation);
}
