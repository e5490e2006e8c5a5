import {
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { PostPlan, TargetPlan } from '../contracts/publishing.ts';
import { publishingQueue, rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { describePlan } from './publishing/describePlan.ts';
import { nextStep, type NextStep } from './publishing/nextStep.ts';
import { commenting, localDatabaseStep, publishing, publishingIn } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { readPostPlan } = proxyLocalActivities<Activities>(localDatabaseStep);

/** No run waits longer, or grows longer: none pins old code, or is slow to replay. */
const longestRunMs = 30 * 24 * 60 * 60_000;
const longestHistory = 2_000;

/** A step that is on its way, and what it was begun for. */
interface Running {
  kind: NextStep['kind'];
  dueAt: number;
  contentVersion: number;
  scope: CancellationScope;
}

/**
 * Brings a post to its accounts. The rows are the truth: they are read again at every waking, every step acts on what
 * they say when it runs, and returns what is left. So an edit only has to wake this workflow, and a second one beside it
 * would do no harm. Ends when nothing more happens by itself: it is published, refused or cancelled, or a person has the
 * next word, whose answer starts it anew.
 */
export async function publishPost({ postId }: WorkflowInputs['publishPost']): Promise<string> {
  const running = new Map<string, Running>();
  let isChanged = true;
  let changes = 0;
  let ended = 0;
  let post: PostPlan | null = null;
  const failures: Error[] = [];
  setHandler(changed, () => {
    isChanged = true;
    changes += 1;
  });

  for (;;) {
    const [failure] = failures;
    if (failure) throw failure;
    if (isChanged) {
      isChanged = false;
      post = await readPostPlan(postId);
      if (post) giveUpOutdated(post);
    }
    if (!post) return `Post ${postId} is gone.`;
    const later = beginWhatIsDue(post);
    const details = describePlan(postId, post);
    setCurrentDetails(details);
    if (running.size === 0 && later === null) return details;
    if (running.size === 0 && !isChanged && isRunOver()) return continueAsNew<typeof publishPost>({ postId });
    const seen = ended;
    await untilTrue(() => isChanged || ended !== seen, later, running.size > 0);
  }

  /** Begins every step whose time has come, one a target; returns when the next one is due, or null. */
  function beginWhatIsDue(plan: PostPlan): number | null {
    let later: number | null = null;
    for (const target of plan.targets) {
      const step = running.has(target.id) ? null : nextStep(plan, target, Date.now());
      // Asking again and again would let a run that is over never end.
      if (!step || (step.kind === 'reconcile' && running.size > 0 && isRunOver())) continue;
      if (step.at <= Date.now()) begin(plan, target, step.kind);
      else later = Math.min(later ?? Infinity, step.at);
    }
    return later;
  }

  /**
   * Begins a step; what it returns when it has ended is the plan, but where somebody changed the post meanwhile, or the
   * target is gone: then it is read again.
   */
  function begin({ dueAt, contentVersion }: PostPlan, target: TargetPlan, kind: NextStep['kind']): void {
    const scope = new CancellationScope();
    const step = { kind, dueAt, contentVersion, scope };
    const changesBefore = changes;
    running.set(target.id, step);
    const end = () => {
      if (running.get(target.id) === step) running.delete(target.id);
      ended += 1;
    };
    scope
      .run(() => take(kind, target, dueAt))
      .then(
        (plan) => {
          if (plan && changes === changesBefore) post = plan;
          else isChanged = true;
          end();
        },
        (error: Error) => {
          if (!isCancellation(error)) failures.push(error);
          end();
        },
      );
  }

  /** A call that waits for an instant or a text that no longer holds is given up: its claim would find nothing. */
  function giveUpOutdated({ dueAt, contentVersion }: PostPlan): void {
    for (const [id, step] of running) {
      const holds = step.dueAt === dueAt && step.contentVersion === contentVersion;
      if (holds || step.kind !== 'commit') continue;
      running.delete(id);
      step.scope.cancel();
    }
  }
}

async function take(
  kind: NextStep['kind'],
  { id, platform }: TargetPlan,
  dueAt: number,
): Promise<PostPlan | null> {
  const taskQueue = publishingQueue(workflowInfo().taskQueue, platform);
  const steps = proxyActivities<Activities>({ ...publishing, taskQueue });
  switch (kind) {
    case 'prepare':
      return steps.preparePublication(id);
    case 'commit':
      return proxyActivities<Activities>({
        ...publishingIn(dueAt - Date.now()),
        taskQueue,
      }).commitPublication(id);
    case 'reconcile':
      return steps.reconcilePublication(id);
    case 'remind':
      return steps.remindOwner(id);
    case 'comment':
      try {
        return await proxyActivities<Activities>({ ...commenting, taskQueue }).commentPublication(id);
      } catch (error) {
        if (isCancellation(error)) throw error;
        return steps.abandonComment(id);
      }
  }
}

/**
 * Until the condition holds, or `at`; without one until it holds. Where no step runs, whose end is waited for, never
 * beyond the run.
 */
async function untilTrue(holds: () => boolean, at: number | null, isStepRunning: boolean): Promise<void> {
  const end = workflowInfo().runStartTime.getTime() + longestRunMs;
  const latest = isStepRunning && end <= Date.now() ? (at ?? Infinity) : Math.min(at ?? Infinity, end);
  await (latest === Infinity ? condition(holds) : condition(holds, Math.max(1, latest - Date.now())));
}

const isRunOver = () => {
  const { runStartTime, historyLength, continueAsNewSuggested } = workflowInfo();
  return (
    continueAsNewSuggested ||
    historyLength > longestHistory ||
    Date.now() - runStartTime.getTime() >= longestRunMs
  );
};
