import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTokens } from '../../commands/connections/connectionTokens.ts';
import { workflows } from '../../contracts/workflows.ts';
import { Connection } from '../../db/models/connection.ts';
import { rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import { shownIn, wholeDatabase } from '../support/clearText.ts';
import { connectAccount } from '../support/consents.ts';
import { sendNoticesNow } from '../support/dueNotices.ts';
import { eventually } from '../support/eventually.ts';
import { holdRows } from '../support/heldRows.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';
import {
  crashPlatforms,
  crashRounds,
  tokenEndpoints,
  type CrashPlatform,
} from '../support/tokenEndpoints.ts';

let stack: TestStack;
let endpoints: ReturnType<typeof tokenEndpoints>;
beforeAll(async () => {
  // Many statements wait at once: a pool that is full would be another cause to wait.
  stack = await startTestStack({ RATE_LIMITS: 'false' }, { DATABASE_POOL_SIZE: '20' });
  endpoints = tokenEndpoints(stack.sandbox);
});
afterAll(() => stack.close());

/** The steps at which a refresh is cut off. */
const refreshSteps = ['unsent', 'asked', 'answered', 'kept'] as const;
type RefreshStep = (typeof refreshSteps)[number];

/** What the platform notes of a refresh that was cut off at a step and finished by another worker. */
const refreshCalls: Record<RefreshStep, string[]> = {
  unsent: ['answered'],
  asked: ['left', 'answered'],
  answered: ['answered', 'answered'],
  kept: ['answered'],
};
/** The new token is lost with the worker, and the old one is used up: nothing but asking can tell. */
const lostCalls = ['answered', 'refused'];
const isLost = ({ platform, step }: Subject) => platform === 'twitter' && step === 'answered';
/** Whether the old access token is over by then, as it is at night: the refresh token is all that the account has. */
const ages = ['living', 'over'] as const;
const kinds = crashPlatforms.flatMap((platform) => ages.map((age) => ({ platform, age })));

interface Subject {
  platform: CrashPlatform;
  age: (typeof ages)[number];
  step: RefreshStep;
  account: string;
  id: string;
}

describe('a worker that is killed at each step of a refresh', () => {
  const tokensOf = async ({ id }: Subject) => {
    const vault = createVault(stack.api.config.ENCRYPTION_KEY ?? '');
    const tokens = openTokens(vault, await Connection.findByPk(id, { rejectOnEmpty: true }));
    return [tokens?.accessToken ?? '', tokens?.refreshToken ?? ''];
  };

  /** For each step and platform an account that was read, and whose token is due to be refreshed. */
  async function dueAccounts(person: TestPerson): Promise<Subject[]> {
    const subjects: Subject[] = [];
    for (const { platform, age } of kinds)
      for (const step of refreshSteps) {
        const account = await endpoints.anAccount(platform);
        const { id } = await connectAccount(stack.api, person.client, platform, { account });
        subjects.push({ platform, age, step, account, id });
      }
    const ids = subjects.map(({ id }) => id);
    await eventually(async () =>
      expect(await Connection.count({ where: { id: ids, lastSyncedAt: null } })).toBe(0),
    );
    await rows(
      `update social_media_connections set token_expires_at = now() + interval '10 minutes',
         refreshed_at = now() - interval '2 hours' where id = any($1) returning id`,
      [ids],
    );
    for (const { platform, age, account } of subjects)
      if (age === 'over')
        await stack.sandbox.control('expire', { platform, accountId: account, kind: 'access' });
    return subjects;
  }

  const refresh = ({ id }: Subject) => {
    const input = { connectionId: id };
    const { TEMPORAL_TASK_QUEUE: taskQueue } = stack.api.config;
    return stack.temporal.workflow.start('refreshToken', {
      workflowId: workflows.refreshToken.id(input),
      taskQueue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  };

  /** Refreshes all at once, and kills the worker when each has come to its step. */
  async function killAtEachStep(subjects: Subject[]): Promise<void> {
    const at = (step: RefreshStep) => subjects.filter((subject) => subject.step === step);
    const lock = 'select from social_media_connections where id = any($1) for update';
    const idsAt = (step: RefreshStep) => at(step).map(({ id }) => id);
    const accountsAt = (step: RefreshStep) => at(step).map(({ account }) => account);
    const held = await holdRows(stack.api.environment.DATABASE_URL);
    await held.hold(lock, [idsAt('unsent')]);
    // A refresh is logged once its tokens are kept.
    await held.hold('lock table social_media_sync_logs in share mode');
    for (const { platform, account } of at('asked')) await endpoints.answersTooLate(platform, account);
    for (const { platform, account } of at('answered')) await endpoints.answersAfterAWhile(platform, account);
    await Promise.all(subjects.map(refresh));
    await endpoints.untilAsked([...accountsAt('asked'), ...accountsAt('answered')], 'refresh_token');
    await held.hold(lock, [idsAt('answered')]);
    await held.untilWaiting(3 * kinds.length);
    await stack.worker.kill();
    await held.release();
  }

  test.each(crashRounds)(
    'loses no account, and asks no platform more often than it must: round %i',
    async () => {
      const person = await aPerson(stack.api, 'ada');
      const subjects = await dueAccounts(person);
      const secrets = (await Promise.all(subjects.map(tokensOf))).flat();
      await killAtEachStep(subjects);
      // Nobody waits here for as long as a dead worker's lease lasts.
      await rows(
        `update social_media_connections set refresh_lease_until = now() - interval '1 second'
       where refresh_lease is not null returning id`,
      );
      await stack.worker.start();

      const outcomes = async () =>
        Promise.all(subjects.map(async (subject) => (await refresh(subject)).result() as Promise<string>));
      expect(await outcomes()).toEqual(subjects.map((subject) => expectedOutcome(subject)));
      const seen = await Promise.all(subjects.map(whatBecameOf));
      expect(seen).toEqual(subjects.map(expected));
      await sendNoticesNow();
      const mails = () => stack.sandbox.mails(person.email);
      await eventually(async () => expect(await mails()).toHaveLength(1));

      // Nothing goes round in circles: whatever is tried again finds it done, or waiting for its owner.
      await outcomes();
      expect(await Promise.all(subjects.map(whatBecameOf))).toEqual(seen);
      await notifyAgain();
      expect(await mails()).toHaveLength(1);

      secrets.push(...(await Promise.all(subjects.map(tokensOf))).flat());
      expect(secrets).toHaveLength(4 * subjects.length);
      expect(shownIn((await wholeDatabase()) + stack.worker.output, secrets)).toEqual([]);
    },
  );

  const expectedOutcome = (subject: Subject) => {
    if (isLost(subject)) return 'failed';
    return subject.step === 'kept' ? 'fresh' : 'success';
  };

  const expected = (subject: Subject) => ({
    ...{ platform: subject.platform, age: subject.age, step: subject.step },
    ...(isLost(subject)
      ? { calls: lostCalls, status: 'needs_reauth', reason: 'refresh_lost' }
      : { calls: refreshCalls[subject.step], status: 'active', reason: null }),
    refreshLease: null,
  });

  async function whatBecameOf({ platform, age, step, account, id }: Subject) {
    const calls = await endpoints.calls(account, 'refresh_token');
    const connection = await Connection.findByPk(id, { rejectOnEmpty: true });
    const { connectionStatus: status, statusReason: reason, refreshLease } = connection;
    return { platform, age, step, calls, status, reason, refreshLease };
  }

  async function notifyAgain(): Promise<void> {
    const { TEMPORAL_TASK_QUEUE: taskQueue } = stack.api.config;
    const workflowId = workflows.notifyTokenExpiration.id({});
    await stack.temporal.workflow.execute('notifyTokenExpiration', { workflowId, taskQueue, args: [{}] });
    const queued = () => rows(`select from mails where status = 'queued'`);
    await eventually(async () => expect(await queued()).toEqual([]));
  }
});
