import type { FailureAnswer } from '../../contracts/failureAnswer.ts';
import {
  statesBefore,
  transitions,
  type PublicationEvent,
  type PublicationState,
} from '../../contracts/ledger.ts';

/** What is written with a step. */
interface Written {
  /** When the next step may be taken, in ms from now; at once when left out. */
  resumeInMs?: number;
  attempts?: number;
  handle?: { sealed: Buffer; usableForMs: number; version: number } | null;
  /** The platform's name of what was prepared. */
  reference?: string;
  post?: { id: string; url: string | null };
  released?: boolean;
  /** The call that publishes has ended, before its deadline. */
  callEnded?: boolean;
}

/** One step of a publication: what happened to it, and what is written with that. */
export interface Step {
  publicationId: string;
  event: PublicationEvent;
  /** Only while the publication is in this epoch: what an older call brings changes nothing. */
  epoch?: number;
  /** Only out of these states, where the event is possible in more. */
  from?: PublicationState[];
  written?: Written;
  /** Why, for people who look it up, in words made of statuses and codes, and as the platform answered it. */
  code?: string;
  detail?: string;
  answer?: FailureAnswer | null;
  /** The person who asked for it; null when nobody did. */
  actorId?: string | null;
}

/** A step as the statement of `record` reads it. */
export function asRecord({
  publicationId,
  event,
  epoch,
  written = {},
  code,
  detail,
  answer,
  actorId,
  ...step
}: Step): object {
  const from = step.from ?? statesBefore(event);
  const { handle, post, reference, resumeInMs, attempts, released = false, callEnded = false } = written;
  return {
    ...{
      publicationId,
      event,
      from,
      epoch,
      resumeInMs,
      attempts,
      reference,
      released,
      callEnded,
      code,
      actorId,
    },
    next: Object.fromEntries(from.map((state) => [state, transitions[state][event] ?? state])),
    setsHandle: handle !== undefined,
    handle: handle?.sealed.toString('base64'),
    usableForMs: handle?.usableForMs,
    handleVersion: handle?.version,
    postId: post?.id,
    postUrl: post?.url,
    detail: detail?.slice(0, 500),
    answer: answer && { ...answer, code: answer.code?.slice(0, 200) ?? null },
  };
}
