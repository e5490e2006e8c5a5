import { cancellationSignal } from '@temporalio/activity';
import { record } from '../../commands/ledger/record.ts';
import { queuePostNotice } from '../../commands/posts/noticeOwner.ts';
import type { PostPlan } from '../../contracts/publishing.ts';
import { readPlan, readSubject, type PublicationSubject } from '../../db/publications.ts';
import type { Vault } from '../../db/vault.ts';
import { beating } from '../beating.ts';
import { createAccounts, type AccountDependencies } from './account.ts';
import { abandonComment, createCommenting } from './commenting.ts';
import { createCommitting } from './committing.ts';
import { createContent, type ContentDependencies } from './content.ts';
import { createGates } from './fairGate.ts';
import { createPreparing } from './preparing.ts';
import { createReconciling } from './reconciling.ts';
import { untilDue } from './untilDue.ts';

/** Calls that publish at one platform, at once in one worker. Those that wait take turns by project. */
const callsAtOnce = 40;

export type PublishingDependencies = AccountDependencies & ContentDependencies & { vault: Vault };

/**
 * The steps of publishing. Each acts on what the rows say when it runs, does nothing where nothing is to be done, and
 * returns what the post still needs then: so each may be repeated, at any time, by anybody.
 */
export function createPublishing(dependencies: PublishingDependencies) {
  const accounts = createAccounts(dependencies);
  const needs = { accounts, content: createContent(dependencies), vault: dependencies.vault };
  const prepare = createPreparing(needs);
  const commit = createCommitting({ ...needs, gateOf: createGates(callsAtOnce) });
  const reconcile = createReconciling(needs);
  const comment = createCommenting(needs);

  async function take(
    publicationId: string,
    step: (subject: PublicationSubject) => Promise<void>,
    quietMs: (subject: PublicationSubject) => number = () => 0,
  ): Promise<PostPlan | null> {
    const subject = await readSubject(publicationId);
    if (!subject) return null;
    await beating(() => step(subject), quietMs(subject));
    return readPlan(subject.postId);
  }

  return {
    /** What a post still needs; null when it is gone. */
    readPostPlan: (postId: number): Promise<PostPlan | null> => readPlan(postId),

    /** Uploads, containers, drafts: what nobody sees yet. */
    preparePublication: (publicationId: string) =>
      take(publicationId, async (subject) => {
        if (isClosed(subject) || (await isPastItsTime(subject))) return;
        await prepare(subject);
      }),

    /** Waits for the post's instant, and publishes it then. */
    commitPublication: (publicationId: string) =>
      take(
        publicationId,
        async (subject) => {
          if (isClosed(subject) || (await isPastItsTime(subject))) return;
          await commit(subject);
        },
        ({ dueInMs }) => Math.max(0, dueInMs),
      ),

    /** Tells the owner of a post that waits for its account that it is due; later, what its late policy says happens. */
    remindOwner: (publicationId: string) =>
      take(publicationId, async (subject) => {
        if (isClosed(subject) || subject.state !== 'waiting') return;
        await untilDue(subject.dueInMs, cancellationSignal());
        if (!(await isPastItsTime(subject))) await queuePostNotice(subject.postId);
      }),

    /** Finds out what became of a call that brought no answer. */
    reconcilePublication: (publicationId: string) => take(publicationId, reconcile),

    /** Writes the first comment under what was published. */
    commentPublication: (publicationId: string) => take(publicationId, comment),

    /** Gives up the first comment. */
    abandonComment: (publicationId: string) => take(publicationId, abandonComment),
  };
}

const isClosed = ({ postState }: PublicationSubject) => postState === 'draft' || postState === 'cancelled';

/** Whether it is later than the late policy allows; then it is skipped, or its owner asked. */
async function isPastItsTime({ id: publicationId, isLate, lateAction, lateByMs }: PublicationSubject) {
  if (!isLate) return false;
  await record({
    publicationId,
    event: lateAction === 'skip' ? 'skip' : 'ask',
    from: ['planned', 'preparing', 'prepared', 'waiting'],
    code: 'late',
    detail: `${Math.round(lateByMs / 60_000)} min`,
  });
  return true;
}
