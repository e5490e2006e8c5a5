import type { FailureAnswer } from '../../../contracts/failureAnswer.ts';
import { howFinal } from '../../../contracts/refusedForGood.ts';
import type { Post, Target } from './questions.ts';

/** What somebody can do about a target, in the names of the texts `todo`. */
type Advice =
  | 'reconnect'
  | 'reconnectThenRetry'
  | 'wait'
  | 'looking'
  | 'reconnectToLook'
  | 'look'
  | 'mayBeThere'
  | 'tooLate'
  | 'duplicate'
  | 'media'
  | 'change'
  | 'changeOrRetry'
  | 'retryLater'
  | 'givenUp';

export interface WhatToDo {
  advice: Advice;
  /** The steps that are offered, the best first. */
  steps: ('reconnect' | 'retry' | 'decide' | 'found' | 'copy' | 'giveUp')[];
}

const accessCodes = new Set(['needs_reauth', 'token_refused', 'given_token_refused', 'refresh_failed']);
const mediaCodes = new Set(['media_gone', 'media_unusable']);

/** What a person does next about a target; null where nothing is amiss. */
export function whatToDo({
  state,
  problem,
  may_be_there: mayBeThere,
}: Pick<Target, 'state' | 'problem' | 'may_be_there'>): WhatToDo | null {
  const code = problem?.code ?? '';
  if (state === 'waiting') return { advice: 'reconnect', steps: ['reconnect'] };
  if (state === 'parked' && code === 'reconnect_to_look')
    return { advice: 'reconnectToLook', steps: ['reconnect', 'decide'] };
  if (state === 'parked') return { advice: code === 'late' ? 'tooLate' : 'look', steps: ['decide'] };
  if (state === 'skipped') return { advice: 'tooLate', steps: ['retry', 'copy', 'giveUp'] };
  if (state === 'rejected') {
    const { advice, steps } = afterRejection(code, problem?.answer ?? null);
    if (!mayBeThere) return { advice, steps };
    return { advice: code === 'given_up' ? advice : 'mayBeThere', steps: ['found', ...steps] };
  }
  if (state === 'published' || state === 'cancelled' || !problem) return null;
  return { advice: state === 'unknown' ? 'looking' : 'wait', steps: [] };
}

/** Whether a post failed, and was given up at every account: then it can be deleted. */
export const isGivenUp = ({ state, targets }: Pick<Post, 'state' | 'targets'>): boolean =>
  state === 'failed' && targets.every(({ problem }) => problem?.code === 'given_up');

function afterRejection(code: string, answer: FailureAnswer | null): WhatToDo {
  if (accessCodes.has(code)) return { advice: 'reconnectThenRetry', steps: ['reconnect', 'retry', 'giveUp'] };
  if (code === 'duplicate') return { advice: 'duplicate', steps: ['copy', 'giveUp'] };
  if (mediaCodes.has(code)) return { advice: 'media', steps: ['copy', 'giveUp'] };
  if (code === 'given_up') return { advice: 'givenUp', steps: ['copy', 'retry'] };
  switch (howFinal(code, answer)) {
    case 'forGood':
      return { advice: 'change', steps: ['copy', 'giveUp'] };
    case 'unsure':
      return { advice: 'changeOrRetry', steps: ['copy', 'retry', 'giveUp'] };
    case 'unexplained':
      return { advice: 'retryLater', steps: ['retry', 'copy', 'giveUp'] };
  }
}
