import type { Why } from './failureAnswer.ts';
import type { PublicationState } from './ledger.ts';

/** One target of a post, as far as the order of its steps depends on it. Times in ms since 1970. */
export interface TargetPlan {
  id: string;
  platform: string;
  state: PublicationState;
  /** Nothing is to be done with it before. */
  resumeAt: number | null;
  /** When what was prepared is of no use any more. */
  handleUntil: number | null;
  /** When the call that publishes has surely ended. */
  deadlineAt: number | null;
  /** A first comment waits to be written. */
  commentDue: boolean;
  /** From when on it is too late for it, by its post's late policy; null where it never is. */
  lateAt: number | null;
  /** Its owner was told that it waits for its account. */
  isTold: boolean;
}

/** What a post still needs. Ids and times only: histories keep it in clear. */
export interface PostPlan {
  /** Whether anything may still be published: it is no draft, and was not cancelled. */
  open: boolean;
  dueAt: number;
  /** Raised by every edit of what is sent. */
  contentVersion: number;
  targets: TargetPlan[];
}

/** What became of the call that publishes. */
export type CommitOutcome =
  | { kind: 'accepted'; id: string; url: string | null }
  | ({ kind: 'refused'; code: string } & Why)
  /** The platform has the same content already: from an earlier call of this post, or from another post. */
  | ({ kind: 'duplicate' } & Why)
  | ({ kind: 'notSent'; retryAfterMs: number; code: string } & Why)
  /** The token does not do; `permissions`: what its person did not allow, where that is the reason; `end`: what ended it. */
  | ({
      kind: 'unauthorised';
      permissions: string[] | null;
      end: 'expired' | 'withdrawn' | null;
      code: string;
    } & Why)
  /** The platform has it and works on it; `handle` follows it from here. */
  | ({ kind: 'processing'; handle: Record<string, unknown> } & Why)
  /** `isDuplicate`: the platform refused it as one, after a call of this post that it may have published. */
  | ({ kind: 'silence'; isDuplicate?: true } & Why);
