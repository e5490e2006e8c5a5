import { cancellationSignal, log } from '@temporalio/activity';
import { adoptLateAcceptance } from '../../commands/ledger/adoptLateAcceptance.ts';
import { record } from '../../commands/ledger/record.ts';
import { countAbsences, readKnownPosts, readOwnDuplicate } from '../../db/publicationEvidence.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import type { Vault } from '../../db/vault.ts';
import { NeedsReauthorization, RateLimited, Rejected, whyOf } from '../../platforms/errors.ts';
import type { Finding } from '../../platforms/publishing.ts';
import { endingAt } from '../../platforms/calls.ts';
import type { Accounts } from './account.ts';
import type { PublishingAccount } from './commitOnce.ts';
import type { Content } from './content.ts';
import { preparedOf, type Prepared } from './prepared.ts';
import { untilDue } from './untilDue.ts';

/** While the platform works on it, or cannot be asked. */
const lookAgainMs = 5_000;
const longestLookAgainMs = 20_000;
/** Who cannot be read back for so long is left to a person. */
const patienceMs = 6 * 60 * 60_000;
/** Between two looks for a post that was not there: as long as it has been looked for, but at least this. */
const shortestLookMs = 5_000;
/** Who refuses a post as a duplicate of itself has so long to show it. */
const duplicateShownWithinMs = 5 * 60_000;
/** So many calls, each without an answer and proven to have done nothing, are enough. */
const maximumAbsences = 10;
/** How long asking takes at most: nothing of it leaves later, from a process that stood still. */
const askingMs = 30_000;

export interface ReconcilingDependencies {
  accounts: Accounts;
  content: Content;
  vault: Vault;
}

/**
 * Reads the platform back after a call whose outcome is unknown: what is there is adopted, what is proven absent may be
 * sent again, what cannot be known is a question to the owner. Sends nothing itself, as far as a platform lets it be
 * read.
 */
export function createReconciling({ accounts, content, vault }: ReconcilingDependencies) {
  return async function reconcile(subject: PublicationSubject): Promise<void> {
    const { id: publicationId, epoch, commitBeganAt, deadlineInMs } = subject;
    const prepared = preparedOf(vault, subject);
    if (!commitBeganAt || deadlineInMs === null || !prepared) return;
    await untilDue(deadlineInMs, cancellationSignal());
    if (subject.state === 'committing') {
      const detail = 'the worker that called ended before it wrote down the answer';
      await record({
        publicationId,
        epoch,
        event: 'silence',
        code: 'no_answer',
        detail,
        written: { resumeInMs: accounts.visibleWithinMs(subject) },
      });
      return;
    }
    const duplicateOf = await readOwnDuplicate(publicationId);
    const finding = await find(subject, prepared, duplicateOf ?? subject.evidenceSince ?? commitBeganAt);
    if (finding?.kind === 'absent')
      await recordAbsence(subject, Math.max(0, -deadlineInMs), duplicateOf !== null);
    else if (finding) await recordFinding(subject, finding);
  };

  /**
   * What is not there `endedMs` after its call: a list may be stale, so it is looked for again and again before it is
   * called absent. What the platform refused as a duplicate of itself never is.
   */
  async function recordAbsence(
    subject: PublicationSubject,
    endedMs: number,
    isDuplicate: boolean,
  ): Promise<void> {
    const step = outOf(subject);
    const leftMs = (isDuplicate ? duplicateShownWithinMs : accounts.staleForMs(subject)) - endedMs;
    if (leftMs > 0) {
      const resumeInMs = Math.min(leftMs, Math.max(shortestLookMs, endedMs));
      const code = isDuplicate ? 'duplicate' : 'not_shown';
      await record({ ...step, event: 'postponed', code, written: { resumeInMs } });
    } else if (isDuplicate) await record({ ...step, event: 'unprovable', code: 'duplicate_unseen' });
    else await recordNothing(step, 'absent');
  }

  /** Nothing came of a call: another may follow, unless there were many. */
  async function recordNothing(
    step: ReturnType<typeof outOf>,
    event: 'absent' | 'spoiled',
    why: { code?: string; detail?: string } = {},
  ): Promise<void> {
    await ((await countAbsences(step.publicationId)) >= maximumAbsences
      ? record({ ...step, event: 'unprovable', code: 'too_many_attempts' })
      : record({ ...step, event, ...why }));
  }

  async function find(
    subject: PublicationSubject,
    { handle, media }: Prepared,
    since: Date,
  ): Promise<Finding | null> {
    const { id: publicationId, attempts, epoch } = subject;
    let account: PublishingAccount | null = null;
    try {
      account = await accounts.open(subject);
      const { publish } = account.platform;
      const known = await readKnownPosts(publicationId, subject.accountId, subject.platform, since);
      const evidence = { since, known: (id: string) => known.has(id) };
      const call = endingAt(account.call, new Date(Date.now() + askingMs));
      return await publish.reconcile(call, content.contentOf(subject, media), handle, evidence);
    } catch (error) {
      const why = whyOf(error);
      const needsOwner =
        error instanceof NeedsReauthorization && !(await accounts.canReplace(subject, account, error));
      if (needsOwner || error instanceof Rejected || Date.now() - since.getTime() > patienceMs) {
        // A connection can come back, and settles it then; a token that came with the post cannot.
        const code = needsOwner && subject.connectionId ? 'reconnect_to_look' : 'cannot_read_back';
        await record({ publicationId, epoch, event: 'unprovable', code, ...why });
        return null;
      }
      const limited = error instanceof RateLimited;
      if (!limited) log.warn('a post could not be read back', { publicationId, error });
      const wait = Math.min(longestLookAgainMs, 1_000 * 2 ** Math.min(attempts, 10));
      await record({
        publicationId,
        epoch,
        event: 'postponed',
        from: ['unknown'],
        code: limited ? 'rate_limited' : 'unavailable',
        ...why,
        written: { attempts: attempts + 1, resumeInMs: (limited ? error.retryAfterMs : null) ?? wait },
      });
      return null;
    }
  }

  async function recordFinding(
    { id, epoch, commitBeganAt }: PublicationSubject,
    finding: Exclude<Finding, { kind: 'absent' }>,
  ): Promise<void> {
    const step = outOf({ id, epoch });
    const lookAgain = (code: string) =>
      commitBeganAt && Date.now() - commitBeganAt.getTime() > patienceMs
        ? record({ ...step, event: 'unprovable', code: 'still_processing' })
        : record({ ...step, event: 'postponed', code, written: { resumeInMs: lookAgainMs } });
    switch (finding.kind) {
      case 'found':
        if (await record({ ...step, event: 'found', written: { post: finding.post } })) return;
        // Another post of the same words was faster to adopt it: without that one, what is there looks different.
        if (await lookAgain('found_for_another')) return;
        await adoptLateAcceptance(id, epoch, finding.post);
        return;
      case 'refused':
        await record({
          ...step,
          event: 'refused',
          code: finding.code,
          detail: finding.detail,
          answer: finding.answer,
        });
        return;
      case 'spoiled':
        await recordNothing(step, 'spoiled', {
          code: finding.code,
          ...(finding.detail !== undefined && { detail: finding.detail }),
        });
        return;
      case 'pending':
        await lookAgain(finding.code ?? 'processing');
        return;
      case 'unprovable':
        await record({ ...step, event: 'unprovable', code: 'cannot_prove' });
    }
  }
}

/** What every step out of an unknown outcome has in common. */
const outOf = ({ id, epoch }: Pick<PublicationSubject, 'id' | 'epoch'>) => ({
  publicationId: id,
  epoch,
  from: ['unknown' as const],
});
