/** One call that sends a message of a conversation. */
export interface MessageAttempt {
  messageId: string;
  attempt: number;
}

/** What the platform is told that we call it: some tell it back with what became of it. */
export const messageReference = ({ messageId, attempt }: MessageAttempt): string =>
  `message/${messageId}/${attempt}`;

/** What such a name stands for; null for any other. */
export function readMessageReference(reference: string | null): MessageAttempt | null {
  const [, messageId, attempt] = /^message\/([\da-f-]{36})\/(\d{1,6})$/.exec(reference ?? '') ?? [];
  return messageId && attempt ? { messageId, attempt: Number(attempt) } : null;
}
