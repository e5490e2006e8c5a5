import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Activities } from '../activities/index.ts';
import type { AssistantVerdict } from '../contracts/assistant.ts';
import { planTurn, settles, type TurnFacts } from '../contracts/turn.ts';
import { answeringQueue, rowChanged } from '../contracts/workflows.ts';
import { eventually } from '../test/support/eventually.ts';
import { startWorkflowEnvironment, type WorkflowEnvironment } from '../test/support/workflowEnvironment.ts';
import type { conversation } from './conversation.ts';

let world: WorkflowEnvironment;
beforeAll(async () => {
  world = await startWorkflowEnvironment();
});
afterAll(() => world.close());

const minute = 60_000;
const quietFacts: TurnFacts = {
  ...{ asked: 0, answered: 0, isDue: true, firstAgeMs: 0, lastAgeMs: 0, mode: 'automatic' },
  ...{ isHandedOver: false, putAside: null, isAnsweredByPerson: false, pausedMs: 0, isTooLate: false },
  ...{ words: null, isAutomaticSender: false, closed: null, notUnderstood: 0 },
  repliesInARow: { count: 0, maximum: 5 },
  repliesAnHour: { count: 0, maximum: 20 },
  callsAnHour: { count: 0, maximum: 60 },
};
const reply: AssistantVerdict = { callId: 'a', decision: 'reply', reason: 'answered' };

/** A conversation as its rows would have it, on the server's clock. */
class Rows {
  facts = quietFacts;
  private writtenAt: number[] = [];
  private pausedUntil = 0;
  readonly composed: { of: number; at: number }[] = [];
  readonly settled: string[] = [];
  /** What happens while the assistant thinks, and before something is settled. */
  meanwhile: () => void = () => undefined;
  justBefore: () => Promise<void> = async () => undefined;
  verdict: () => AssistantVerdict = () => reply;
  private readonly now: () => Promise<number>;

  constructor(now: () => Promise<number>) {
    this.now = now;
  }

  async write(): Promise<void> {
    this.writtenAt.push(await this.now());
    this.facts = { ...this.facts, asked: this.facts.asked + 1, isDue: true };
  }

  async pauseFor(ms: number): Promise<void> {
    this.pausedUntil = (await this.now()) + ms;
  }

  private async read(): Promise<TurnFacts> {
    const now = await this.now();
    const [first = now, last = now] = [this.writtenAt[0], this.writtenAt.at(-1)];
    return {
      ...this.facts,
      firstAgeMs: now - first,
      lastAgeMs: now - last,
      pausedMs: Math.max(0, this.pausedUntil - now),
    };
  }

  readonly activities: Partial<Activities> = {
    planConversationTurn: async () => planTurn(await this.read()),
    composeReply: async () => {
      this.composed.push({ of: this.facts.asked, at: await this.now() });
      this.meanwhile();
      return this.verdict();
    },
    settleConversationTurn: async (_id, { asked, turn, verdict }) => {
      await this.justBefore();
      if (asked === this.facts.asked) {
        const reason = 'reason' in turn ? `${turn.kind} ${turn.reason}` : turn.kind;
        this.settled.push(verdict ? `${reason}: ${verdict.decision} ${verdict.reason}` : reason);
        const { answered } = this.facts;
        this.facts = { ...this.facts, answered: settles(turn) ? asked : answered, isDue: false };
      }
      return planTurn(await this.read());
    },
  };
}

/** Runs the workflow over rows; `while` it runs, something may happen. */
function run(
  prepare: (rows: Rows) => Promise<void> | void,
  during: (rows: Rows, wake: () => Promise<void>) => Promise<void> = async () => undefined,
) {
  const rows = new Rows(() => world.environment.currentTimeMs());
  const work = async (taskQueue: string) => {
    await prepare(rows);
    const began = await world.environment.currentTimeMs();
    const handle = await world.environment.client.workflow.signalWithStart<typeof conversation>(
      'conversation',
      {
        workflowId: `conversation/${taskQueue}`,
        taskQueue,
        args: [{ conversationId: 'c' }],
        signal: rowChanged,
      },
    );
    await during(rows, () => handle.signal(rowChanged));
    const result = await handle.result();
    const { composed, settled, facts } = rows;
    return {
      result,
      composed,
      settled,
      facts,
      took: (await world.environment.currentTimeMs()) - began,
      began,
    };
  };
  return world.withActivities(rows.activities, work, (taskQueue) => [answeringQueue(taskQueue)]);
}

test('a message is answered two seconds after it came, and the conversation ends', async () => {
  const { result, composed, settled, took } = await run((rows) => rows.write());
  expect(settled).toEqual(['reply: reply answered']);
  expect(composed).toHaveLength(1);
  expect(took).toBeGreaterThanOrEqual(1_900);
  expect(result).toBe('Quiet: nothing new.');
});

test('nothing to answer: it asks nobody and ends', async () => {
  const { composed, settled } = await run(() => undefined);
  expect(composed).toEqual([]);
  expect(settled).toEqual(['quiet nothing_new']);
});

test('who writes in pieces is answered once', async () => {
  const { composed, began } = await run(
    (rows) => rows.write(),
    async (rows, wake) => {
      for (let piece = 0; piece < 3; piece += 1) {
        await world.environment.sleep('1 second');
        await rows.write();
        await wake();
      }
    },
  );
  expect(composed).toHaveLength(1);
  expect(composed[0]?.of).toBe(4);
  expect((composed[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(4_900);
});

test('who does not stop writing is answered after fifteen seconds', async () => {
  const { composed, began } = await run(
    (rows) => rows.write(),
    async (rows, wake) => {
      for (;;) {
        await world.environment.sleep('1 second');
        if (rows.composed.length > 0) return;
        await rows.write();
        await wake();
      }
    },
  );
  const after = (composed[0]?.at ?? 0) - began;
  expect(after).toBeGreaterThanOrEqual(13_000);
  expect(after).toBeLessThanOrEqual(17_000);
});

test('what was written while the assistant thought is answered instead', async () => {
  const { composed, settled } = await run(async (rows) => {
    await rows.write();
    rows.meanwhile = () => {
      if (rows.composed.length === 1) void rows.write();
    };
  });
  expect(composed.map(({ of }) => of)).toEqual([1, 2]);
  expect(settled).toEqual(['reply: reply answered']);
});

test('what comes just when it would end is answered, though nobody wakes it', async () => {
  const { settled } = await run((rows) => {
    rows.justBefore = async () => {
      if (rows.facts.asked === 0) await rows.write();
    };
  });
  expect(settled).toEqual(['reply: reply answered']);
});

test('while a person leads it waits, then answers what they left', async () => {
  const { composed, settled, took } = await run(async (rows) => {
    await rows.write();
    await rows.pauseFor(30 * minute);
  });
  expect(composed).toHaveLength(1);
  expect(took).toBeGreaterThanOrEqual(30 * minute);
  expect(settled.at(-1)).toBe('reply: reply answered');
});

test('woken while it waits, for a person answered, it ends without a word', async () => {
  const { composed, result } = await run(
    async (rows) => {
      await rows.write();
      await rows.pauseFor(300 * minute);
    },
    async (rows, wake) => {
      await eventually(() => expect(rows.settled).toEqual(['quiet paused']));
      rows.facts = { ...rows.facts, isAnsweredByPerson: true };
      await wake();
    },
  );
  expect(composed).toEqual([]);
  expect(result).toBe('Quiet: answered by person.');
});

test('an assistant that cannot be asked leaves the customer to people', async () => {
  const { settled } = await run(async (rows) => {
    await rows.write();
    rows.verdict = () => {
      throw ApplicationFailure.nonRetryable('no key', 'ModelMisconfigured');
    };
  });
  expect(settled).toEqual(['reply: hand_over assistant_unavailable']);
});

test('a rule hands over without asking the assistant', async () => {
  const { composed, settled } = await run(async (rows) => {
    await rows.write();
    rows.facts = { ...rows.facts, words: 'asks_for_person' };
  });
  expect(composed).toEqual([]);
  expect(settled).toEqual(['hand_over asks_for_person']);
});
