import { z } from 'zod';
import { postStates } from './postStates.ts';

/** How far one post is on its way to one account. */
export const PublicationState = z.enum([
  'planned',
  'preparing',
  'prepared',
  'committing',
  'unknown',
  'waiting',
  'parked',
  'published',
  'rejected',
  'cancelled',
  'skipped',
]);
export type PublicationState = z.infer<typeof PublicationState>;

/** What happens to a publication. */
export type PublicationEvent =
  | 'prepare'
  | 'prepared'
  | 'postponed'
  | 'edited'
  | 'commit'
  | 'accepted'
  | 'refused'
  | 'notSent'
  | 'unauthorised'
  | 'silence'
  | 'found'
  | 'absent'
  | 'spoiled'
  | 'unprovable'
  | 'reconnected'
  | 'askAgain'
  | 'ask'
  | 'skip'
  | 'cancel'
  | 'isThere'
  | 'postAgain'
  | 'giveUp'
  | 'retry'
  | 'lateAcceptance';

/** Possible until the call that publishes, and again once it is known to have done nothing. */
const beforeCommit = {
  refused: 'rejected',
  unauthorised: 'waiting',
  ask: 'parked',
  skip: 'skipped',
  cancel: 'cancelled',
} as const;

/**
 * What may follow what; anything else is a mistake of ours, and throws. Only `commit` leads to the call that publishes,
 * only out of `prepared`, and each time under an epoch of its own. Out of `committing` and `unknown` only what the
 * platform showed leads back: `notSent` (surely nothing reached it), `absent` (read back after the call's deadline: it
 * is not there) and `spoiled` (what was prepared is dead without having been published). Else a person decides.
 * `askAgain`: what could not be read back, or was refused as a duplicate of itself, is read back once more.
 * `isThere` of what was rejected: one of its calls had an unknown outcome, and its owner sees the post.
 * `giveUp` of what has failed already: nobody asks about it any more.
 * `lateAcceptance`: the answer to a call that was given up says it was published after all; that is the truth in any
 * state, and nothing is sent any more.
 */
export const transitions: Record<PublicationState, Partial<Record<PublicationEvent, PublicationState>>> = {
  planned: { ...beforeCommit, prepare: 'preparing', edited: 'planned', postponed: 'planned' },
  preparing: {
    ...beforeCommit,
    prepare: 'preparing',
    prepared: 'prepared',
    postponed: 'planned',
    edited: 'planned',
  },
  prepared: {
    ...beforeCommit,
    commit: 'committing',
    edited: 'planned',
    spoiled: 'planned',
    postponed: 'prepared',
  },
  committing: {
    accepted: 'published',
    refused: 'rejected',
    notSent: 'prepared',
    unauthorised: 'waiting',
    silence: 'unknown',
  },
  unknown: {
    found: 'published',
    absent: 'prepared',
    spoiled: 'planned',
    refused: 'rejected',
    unprovable: 'parked',
    postponed: 'unknown',
  },
  waiting: {
    reconnected: 'planned',
    ask: 'parked',
    skip: 'skipped',
    cancel: 'cancelled',
    giveUp: 'rejected',
    edited: 'waiting',
  },
  parked: { isThere: 'published', postAgain: 'planned', giveUp: 'rejected', askAgain: 'unknown' },
  published: {},
  rejected: { retry: 'planned', askAgain: 'unknown', isThere: 'published', giveUp: 'rejected' },
  cancelled: {},
  skipped: { retry: 'planned', giveUp: 'rejected' },
};

/** The state after `event`. @throws {Error} where the table knows no such step. */
export function move(state: PublicationState, event: PublicationEvent): PublicationState {
  if (event === 'lateAcceptance') return 'published';
  const next = transitions[state][event];
  if (!next) throw new Error(`a publication that is ${state} cannot take "${event}"`);
  return next;
}

/** The states in which `event` may happen. */
export const statesBefore = (event: PublicationEvent): PublicationState[] =>
  PublicationState.options.filter((state) => transitions[state][event] !== undefined);

/** Nothing more happens by itself: the platform, its owner or nobody has the next word. */
export const isSettled = (state: PublicationState): boolean =>
  ['published', 'rejected', 'cancelled', 'skipped', 'waiting', 'parked'].includes(state);

/** A post, as the ledger of its publications makes it. */
export const PostState = z.enum(postStates);
export type PostState = z.infer<typeof PostState>;

const isOut = (state: PublicationState) => ['committing', 'unknown', 'published'].includes(state);

/**
 * A post's state by its publications': it is scheduled, and can be changed, as long as nothing has gone out. A question
 * to its owner comes before a verdict, and what is live somewhere is never called failed. One that was cancelled is
 * cancelled, also where a target had been refused before.
 */
export function postStateOf(states: PublicationState[]): PostState {
  if (states.some((state) => !isSettled(state))) return states.some(isOut) ? 'publishing' : 'scheduled';
  if (states.some((state) => state === 'parked' || state === 'waiting')) return 'needs_attention';
  const live = states.filter((state) => state === 'published').length;
  if (live === states.length && live > 0) return 'posted';
  if (live > 0) return 'partly_posted';
  return states.includes('cancelled') ? 'cancelled' : 'failed';
}

/** The specification's four words for a state. */
export type PostStatus = 'scheduled' | 'posted' | 'failed' | 'cancelled';
export function statusOf(state: PostState): PostStatus {
  if (state === 'posted' || state === 'partly_posted') return 'posted';
  if (state === 'failed' || state === 'cancelled') return state;
  return 'scheduled';
}
