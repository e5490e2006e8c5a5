import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from './eventually.ts';
import type { TestSandbox } from './testSandbox.ts';

/** A platform whose refresh token works once, and one whose stays. */
export const crashPlatforms = ['twitter', 'youtube'] as const;
export type CrashPlatform = (typeof crashPlatforms)[number];

/** How often each process is killed. By hand: ROUNDS=20. */
export const crashRounds = Array.from({ length: Number(process.env.ROUNDS ?? 1) }, (_, index) => index + 1);

type Grant = 'refresh_token' | 'authorization_code';

/** The sandbox's token endpoints, as a test needs them that cuts off who calls them. */
export function tokenEndpoints(sandbox: TestSandbox) {
  /** How the calls about an account ended, as the platform noted them. */
  const calls = async (account: string, grant: Grant) =>
    (await sandbox.calls(`${grant} ${account}`)).map(({ outcome }) => outcome as string);
  const slowDown = (platform: CrashPlatform, account: string, delayMs: number) =>
    sandbox.fault({ standIn: platform, fault: 'slow', match: account, delayMs });
  return {
    calls,

    /** A new account. */
    async anAccount(platform: CrashPlatform): Promise<string> {
      const id = randomBytes(8).toString('hex');
      await sandbox.control('accounts', { platform, id, handle: id, name: id });
      return id;
    },

    /** The next call about the account takes so long that a row can be locked meanwhile. */
    answersAfterAWhile: (platform: CrashPlatform, account: string) => slowDown(platform, account, 3_000),

    /** The next call about the account takes longer than the test. */
    answersTooLate: (platform: CrashPlatform, account: string) => slowDown(platform, account, 60_000),

    /** Resolves once a first call about each account is under way. */
    async untilAsked(accounts: string[], grant: Grant): Promise<void> {
      await eventually(async () => {
        const outcomes = await Promise.all(accounts.map((account) => calls(account, grant)));
        expect(outcomes).toEqual(accounts.map(() => ['received']));
      });
    },
  };
}
