import type { FailureAnswer } from '../contracts/failureAnswer.ts';

/** What a failure says: a sentence for logs, and the platform's answer for people; null where the platform has no part in it. */
export interface Said {
  message: string;
  answer: FailureAnswer | null;
}

/**
 * Of an answer that is a failure. `code`: the platform's own, null where it names none but the status. A status that says
 * that all is well (of forms that answer their errors with 200) is no part of what people are told.
 */
export function answered(platform: string, status: number, code: string | null = null): Said {
  const named = code === String(status) ? null : code;
  return {
    message: `${platform} answered ${status}${named === null ? '' : ` (${named})`}`,
    answer: {
      kind: status >= 500 ? 'broken' : 'refused',
      status: status < 300 ? null : status,
      code: named,
    },
  };
}

/** Of a refusal that was told only later, by a code alone: `what` is said before it ("X refused the post"). */
export const refusedLater = (what: string, code: string): Said => ({
  message: `${what} (${code})`,
  answer: { kind: 'refused', status: null, code },
});

/** Of a call that got no answer. */
export const silent = (message: string): Said => ({
  message,
  answer: { kind: 'silent', status: null, code: null },
});

/** Of an answer that could not be read. */
export const unread = (message: string): Said => ({
  message,
  answer: { kind: 'unreadable', status: null, code: null },
});
