import { cancellationSignal } from '@temporalio/activity';
import { claimCommit } from '../../commands/ledger/claimCommit.ts';
import { record } from '../../commands/ledger/record.ts';
import { recordOutcome } from '../../commands/ledger/recordOutcome.ts';
import type { CommitOutcome } from '../../contracts/publishing.ts';
import { mayDuplicateItself, wasSilent } from '../../db/publicationEvidence.ts';
import type { PublicationSubject } from '../../db/publications.ts';
import type { Vault } from '../../db/vault.ts';
import { NeedsReauthorization, PermissionMissing, whyOf } from '../../platforms/errors.ts';
import { whenTokenRefused, type Accounts } from './account.ts';
import { commitOnce, type PublishingAccount } from './commitOnce.ts';
import { hashOf, type Content } from './content.ts';
import type { FairGate } from './fairGate.ts';
import { backoffMs, postponement, untilQuotaFrees } from './postponement.ts';
import { preparedOf, seal } from './prepared.ts';
import { untilDue } from './untilDue.ts';
import { untilWritten } from './untilWritten.ts';

/** The whole call, from the claim to the last byte of the answer. */
const callMs = 30_000;
/** How long the news of a call's end makes way for calls that are due. */
const patienceMs = 3_000;
/** Longer than any post is followed. */
const followableMs = 24 * 60 * 60_000;

export interface CommittingDependencies {
  accounts: Accounts;
  content: Content;
  vault: Vault;
  /** By platform. */
  gateOf: (platform: string) => FairGate;
}

/**
 * Waits for the post's instant, takes the publication, and makes the call that publishes: once an epoch, whatever
 * becomes of this process. All that can be read is read before the instant; the claim finds out whether it still holds.
 */
export function createCommitting({ accounts, content, vault, gateOf }: CommittingDependencies) {
  return async function commit(subject: PublicationSubject): Promise<void> {
    const { id: publicationId, postId, contentVersion } = subject;
    const gate = gateOf(subject.platform);
    const dueAt = performance.now() + subject.dueInMs;
    if (subject.state !== 'prepared') return;
    const prepared = preparedOf(vault, subject);
    if (!prepared) {
      // Made of an older text, by who stood still while it was edited.
      await record({ publicationId, event: 'spoiled', from: ['prepared'], code: 'handle_expired' });
      return;
    }
    const account = await openOrPostpone(subject);
    if (!account) return;
    const sent = content.contentOf(subject, prepared.media);
    const contentHash = hashOf(sent, prepared.media);

    await untilDue(dueAt - performance.now(), cancellationSignal());
    if (await isPutOff(subject, account)) return;
    const called = await gate.through(subject.projectId, async () => {
      // Counted from before the claim: a process that stood still since then finds its time over.
      const notAfter = new Date(Date.now() + callMs);
      const claim = await claimCommit({
        publicationId,
        postId,
        contentVersion,
        contentHash,
        deadlineMs: callMs,
      });
      if (!claim) return null;
      return { epoch: claim.epoch, outcome: await commitOnce(account, sent, prepared.handle, notAfter) };
    });
    if (!called) return;
    const settled = await settle(subject, account, called.outcome, contentHash);
    const aftermath = {
      checkAfterMs: accounts.visibleWithinMs(subject),
      ...(settled.kind === 'processing' && {
        followedBy: {
          sealed: seal(vault, publicationId, { handle: settled.handle, media: prepared.media }),
          usableForMs: followableMs,
          version: contentVersion,
        },
      }),
    };
    await untilWritten(
      () => recordOutcome(publicationId, called.epoch, settled, aftermath),
      cancellationSignal(),
    );
    // The outcome stands; that Temporal hears of it takes as long as a call, and calls of others are due.
    await gate.calm(patienceMs);
  };

  /** What the call's outcome means for this post. */
  async function settle(
    subject: PublicationSubject,
    account: PublishingAccount,
    outcome: CommitOutcome,
    contentHash: string,
  ): Promise<CommitOutcome> {
    if (outcome.kind === 'unauthorised') return replaceToken(subject, account, outcome);
    if (outcome.kind === 'notSent' && outcome.code === 'quota_used_up')
      return { ...outcome, retryAfterMs: await untilQuotaFrees(subject, outcome.retryAfterMs) };
    if (outcome.kind !== 'duplicate') return outcome;
    // That it was read back as absent since is disproven, then: the list was stale.
    if (await mayDuplicateItself(subject.id)) return { ...outcome, kind: 'silence', isDuplicate: true };
    return (await wasSilent(subject.id, contentHash))
      ? { ...outcome, kind: 'silence', detail: `${outcome.detail}: perhaps this post's own` }
      : { ...outcome, kind: 'refused', code: 'duplicate' };
  }

  /** A refused token means that nothing was done: with another one, the post goes out under a new epoch. */
  async function replaceToken(
    subject: PublicationSubject,
    account: PublishingAccount,
    outcome: Extract<CommitOutcome, { kind: 'unauthorised' }>,
  ): Promise<CommitOutcome> {
    try {
      const { permissions, end, detail: message, answer = null } = outcome;
      const said = { message, answer };
      const refusal = permissions
        ? new PermissionMissing(said, permissions)
        : new NeedsReauthorization(said, end);
      await accounts.replaceRefused(subject, account, refusal);
      return { kind: 'notSent', code: 'token_refused', detail: 'the token was refreshed', retryAfterMs: 0 };
    } catch (error) {
      const why = whyOf(error);
      if (error instanceof NeedsReauthorization) {
        const { event, code } = whenTokenRefused(subject);
        return event === 'refused' ? { kind: 'refused', code, ...why } : outcome;
      }
      return { kind: 'notSent', code: 'refresh_failed', ...why, retryAfterMs: backoffMs(subject.attempts) };
    }
  }

  /** While the platform wants no calls nothing is claimed: no attempt is told of that was none. */
  async function isPutOff(subject: PublicationSubject, { call }: PublishingAccount): Promise<boolean> {
    try {
      call.http.refuseWhileHeld?.();
      return false;
    } catch (error) {
      await record({
        publicationId: subject.id,
        from: ['prepared'],
        ...(await postponement(subject, error)),
      });
      return true;
    }
  }

  async function openOrPostpone(subject: PublicationSubject): Promise<PublishingAccount | null> {
    const { id: publicationId } = subject;
    try {
      return await accounts.open(subject);
    } catch (error) {
      const step =
        error instanceof NeedsReauthorization
          ? { ...whenTokenRefused(subject), ...whyOf(error) }
          : await postponement(subject, error);
      await record({ publicationId, from: ['prepared'], ...step });
      return null;
    }
  }
}
