import {
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { PlannedTurn, Turn } from '../contracts/turn.ts';
import { answeringQueue, rowChanged, type WorkflowInputs } from '../contracts/workflows.ts';
import { composing, localDatabaseStep } from './retryPolicies.ts';

const changed = defineSignal(rowChanged);
const { planConversationTurn, settleConversationTurn } = proxyLocalActivities<Activities>(localDatabaseStep);

/** Who writes in pieces is answered once, this long after the last one, and after so long at the latest. */
const pauseInTypingMs = 2_000;
const longestTypingMs = 15_000;

/** No run waits longer, or grows longer: none pins old code, or is slow to replay. */
const longestRunMs = 7 * 24 * 60 * 60_000;
const longestHistory = 2_000;

/**
 * Sees that a customer is answered: by the assistant, or by people. The rows are the truth: they are read again at every
 * waking, and once more under the conversation's lock when something is done. So a second one beside it would do no harm.
 * Ends when nothing waits for an answer; whoever writes, or gives the conversation back, starts it anew.
 */
export async function conversation({ conversationId }: WorkflowInputs['conversation']): Promise<string> {
  let isWoken = true;
  let plan: PlannedTurn | null = null;
  /** When who still writes is answered all the same. */
  let answerBy: number | null = null;
  setHandler(changed, () => {
    isWoken = true;
  });

  for (;;) {
    if (isRunOver()) return continueAsNew<typeof conversation>({ conversationId });
    if (isWoken) {
      isWoken = false;
      plan = await planConversationTurn(conversationId);
    }
    if (!plan) return 'The conversation is gone.';
    const { turn } = plan;
    setCurrentDetails(describe(turn));

    if (turn.kind !== 'quiet') {
      answerBy ??= Date.now() + longestTypingMs - plan.firstAgeMs;
      const typingMs = Math.min(pauseInTypingMs - plan.lastAgeMs, answerBy - Date.now());
      if (typingMs > 0) {
        await sleep(typingMs);
        isWoken = true;
        continue;
      }
      plan = await act(conversationId, plan);
      answerBy = Date.now() + longestTypingMs;
      continue;
    }

    answerBy = null;
    if (plan.isDue) plan = await act(conversationId, plan);
    // What is still due has changed meanwhile: whoever changed it counts on this look.
    if (!plan?.isDue && !isWoken) {
      if (turn.forMs === null) return describe(turn);
      await condition(() => isWoken, Math.min(Math.max(1, turn.forMs), longestRunMs));
      isWoken = true;
    }
  }
}

/** Asks the assistant where it is its turn, and does what follows; what changed meanwhile makes it another turn. */
async function act(conversationId: string, { asked, turn }: PlannedTurn): Promise<PlannedTurn | null> {
  const isAssistants = turn.kind === 'reply' || turn.kind === 'suggest';
  const verdict = isAssistants ? await compose(conversationId) : null;
  return settleConversationTurn(conversationId, { asked, turn, verdict });
}

/** An assistant that cannot be asked leaves the customer to people. */
async function compose(conversationId: string) {
  const taskQueue = answeringQueue(workflowInfo().taskQueue);
  const { composeReply } = proxyActivities<Activities>({ ...composing, taskQueue });
  try {
    return await composeReply(conversationId);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('the assistant could not be asked', { error });
    return { callId: null, decision: 'hand_over' as const, reason: 'assistant_unavailable' as const };
  }
}

function describe(turn: Turn): string {
  if (turn.kind === 'quiet') return `Quiet: ${turn.reason.replaceAll('_', ' ')}.`;
  return turn.kind === 'hand_over'
    ? `Handed over: ${turn.reason.replaceAll('_', ' ')}.`
    : `Turn: ${turn.kind}.`;
}

const isRunOver = () => {
  const { runStartTime, historyLength, continueAsNewSuggested } = workflowInfo();
  return (
    continueAsNewSuggested ||
    historyLength > longestHistory ||
    Date.now() - runStartTime.getTime() >= longestRunMs
  );
};
