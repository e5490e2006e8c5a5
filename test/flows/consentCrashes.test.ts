import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connection } from '../../db/models/connection.ts';
import { ApiClient } from '../support/apiClient.ts';
import { shownIn, wholeDatabase } from '../support/clearText.ts';
import { beginConsent, comeBack, connectAccount, decide } from '../support/consents.ts';
import { eventually } from '../support/eventually.ts';
import { holdRows } from '../support/heldRows.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { TestProcess } from '../support/testProcess.ts';
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
  stack = await startTestStack({ RATE_LIMITS: 'false' });
  endpoints = tokenEndpoints(stack.sandbox);
});
afterAll(() => stack.close());

describe('an API that is killed at each step of a connect', () => {
  const connectSteps = ['unredeemed', 'asked', 'answered'] as const;
  type ConnectStep = (typeof connectSteps)[number];

  interface Consent {
    step: ConnectStep;
    platform: CrashPlatform;
    account: string;
    person: TestPerson;
    cookie: string;
    /** Where the platform leads the browser. */
    way: string;
  }

  async function consentsAtEachStep(): Promise<Consent[]> {
    const consents: Consent[] = [];
    for (const step of connectSteps) {
      const person = await aPerson(stack.api, step);
      for (const platform of crashPlatforms) {
        const account = await endpoints.anAccount(platform);
        const begun = await beginConsent(person.client, platform);
        const way = await decide(begun, { account });
        consents.push({ step, platform, account, person, cookie: begun.cookie, way });
      }
    }
    return consents;
  }

  const projectsOf = `select project_id from memberships m join users u on u.id = m.user_id where u.username = any($1)`;

  async function killAtEachStep(consents: Consent[]): Promise<void> {
    const environment: Record<string, string> = { ...stack.api.environment, DATABASE_POOL_SIZE: '20' };
    const process = new TestProcess('api/main.ts', environment);
    const { port } = await process.start();
    const api = { stranger: () => new ApiClient(`http://127.0.0.1:${String(port)}`) };
    const at = (step: ConnectStep) => consents.filter((consent) => consent.step === step);
    const peopleAt = (step: ConnectStep) => at(step).map(({ person }) => person.username);
    const accountsAt = (step: ConnectStep) => at(step).map(({ account }) => account);
    const held = await holdRows(environment.DATABASE_URL);
    await held.hold(`select from oauth_states where project_id in (${projectsOf}) for update`, [
      peopleAt('unredeemed'),
    ]);
    for (const { platform, account } of at('asked')) await endpoints.answersTooLate(platform, account);
    for (const { platform, account } of at('answered')) await endpoints.answersAfterAWhile(platform, account);
    const answers = Promise.allSettled(consents.map(({ way, cookie }) => comeBack(api, way, cookie)));
    await endpoints.untilAsked([...accountsAt('asked'), ...accountsAt('answered')], 'authorization_code');
    await held.hold(`select from projects where id in (${projectsOf}) for update`, [peopleAt('answered')]);
    await held.untilWaiting(2 * crashPlatforms.length);
    await process.kill();
    await held.release();
    expect((await answers).map(({ status }) => status)).toEqual(consents.map(() => 'rejected'));
  }

  const connectionsOf = async ({ person, platform }: Consent) =>
    (await person.client.get(`/api/social-media/connections?platform=${platform}`)).body;

  test.each(crashRounds)('leaves nothing half, and it can be clicked again: round %i', async () => {
    const consents = await consentsAtEachStep();
    await killAtEachStep(consents);
    for (const consent of consents) {
      const { step, platform, account, person, way, cookie } = consent;
      expect(await connectionsOf(consent)).toEqual([]);
      const again = await comeBack(stack.api, way, cookie);
      // A code that may have been redeemed is not sent a second time: platforms take that for a theft.
      if (step === 'unredeemed') expect(again).toMatchObject({ success: 'true', platform });
      else {
        expect(again).toMatchObject({ error_code: 'oauth_state_used' });
        expect(await endpoints.calls(account, 'authorization_code')).toHaveLength(1);
        await connectAccount(stack.api, person.client, platform, { account });
      }
      expect(await connectionsOf(consent)).toMatchObject([{ platform_user_id: account, status: 'active' }]);
    }
    const codes = consents.map(({ way }) => new URL(way, stack.api.url).searchParams.get('code') ?? '');
    expect(shownIn(await wholeDatabase(), codes)).toEqual([]);
    await eventually(async () => expect(await Connection.count({ where: { lastSyncedAt: null } })).toBe(0));
  });
});
