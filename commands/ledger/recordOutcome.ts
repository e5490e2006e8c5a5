import type { Why } from '../../contracts/failureAnswer.ts';
import type { CommitOutcome } from '../../contracts/publishing.ts';
import { adoptLateAcceptance } from './adoptLateAcceptance.ts';
import { record } from './record.ts';
import type { Step } from './step.ts';

/** Where a platform said that it works on a post, it is asked again so soon. */
const followUpMs = 2_000;

/** What else the caller of an epoch knows when its call has ended. */
interface Aftermath {
  /** When an unknown outcome can be read back, in ms. */
  checkAfterMs: number;
  /** What follows a post that is processed, sealed. */
  followedBy?: { sealed: Buffer; usableForMs: number; version: number };
}

/**
 * Writes what became of the call of an epoch, which has ended: none of its bytes leaves any more. Where the publication
 * has left that epoch meanwhile, only an acceptance still counts: what is live is live, and nothing more is sent. Where
 * another publication of the same words has adopted the post meanwhile, this one is read back as after silence. May be
 * repeated.
 */
export async function recordOutcome(
  publicationId: string,
  epoch: number,
  outcome: CommitOutcome,
  aftermath: Aftermath,
): Promise<void> {
  const step = { publicationId, epoch, from: ['committing' as const], ...stepOf(outcome, aftermath) };
  const state = await record({ ...step, written: { ...step.written, callEnded: true } });
  if (state === null && outcome.kind === 'accepted') await adoptLateAcceptance(publicationId, epoch, outcome);
}

function stepOf(
  outcome: CommitOutcome,
  { checkAfterMs, followedBy }: Aftermath,
): Pick<Step, 'event' | 'code' | 'detail' | 'answer' | 'written'> {
  if (outcome.kind === 'accepted')
    return { event: 'accepted', written: { post: { id: outcome.id, url: outcome.url } } };
  const why: Why = { detail: outcome.detail, answer: outcome.answer };
  switch (outcome.kind) {
    case 'notSent':
      return {
        event: 'notSent',
        code: outcome.code,
        ...why,
        written: { resumeInMs: outcome.retryAfterMs },
      };
    case 'processing':
      return {
        event: 'silence',
        code: 'processing',
        ...why,
        written: { resumeInMs: followUpMs, ...(followedBy && { handle: followedBy }) },
      };
    case 'silence':
      return {
        event: 'silence',
        code: outcome.isDuplicate ? 'duplicate' : 'no_answer',
        ...why,
        written: { resumeInMs: checkAfterMs },
      };
    case 'duplicate':
      return { event: 'refused', code: 'duplicate', ...why };
    case 'refused':
    case 'unauthorised':
      return { event: outcome.kind, code: outcome.code, ...why };
  }
}
