import type { Hold, Holds } from '../contracts/holds.ts';
import { appCall } from './calls.ts';
import { RateLimited } from './errors.ts';
import type { AppCall } from './credentials.ts';
import type { RegisteredPlatform } from './registry.ts';
import { holdOf } from './usage.ts';

/** Counts the calls of a piece of work: the logs tell of them. */
export interface CallCount {
  /** Requests sent. */
  calls: number;
  /** What may be sent, where the work keeps to a limit: as many calls, until that time. */
  budget?: CallBudget | undefined;
}

/** The calls that a platform's limit leaves an account until others may follow. */
export interface CallBudget {
  calls: number;
  until: Date;
}

/** No call before the holds, which earlier answers asked for; what further ones ask for is kept. */
interface HeldCalls extends Holds {
  registered: RegisteredPlatform;
  count?: CallCount;
  now?: () => Date;
  /** Told of a hold that could not be written down. */
  notKept?: (hold: Hold, error: unknown) => void;
}

/**
 * The one way to call a platform, for its app or for an account. When an answer asks to wait, that is written down before
 * the work goes on, and every later call throws RateLimited without a request: in this process, and in the others that
 * read the rows. So does a call beyond the budget. What cannot be written down is heeded by this piece of work alone: an
 * answer, which may hold the only token that works, is not given up for it.
 */
export function heldCalls({
  registered,
  holds,
  keep,
  count = { calls: 0 },
  now = () => new Date(),
  notKept = () => {},
}: HeldCalls): AppCall {
  const { platform } = registered;
  /** Not written down yet; several, for a piece of work may call side by side. */
  const asked: Hold[] = [];
  const { http, ...app } = appCall(registered, (answer, failure) => {
    const hold = holdOf(answer, failure, now());
    if (hold) asked.push(hold);
  });

  async function keepHolds(): Promise<void> {
    for (const hold of asked.splice(0)) {
      holds.push(hold);
      await keep(hold).catch((error: unknown) => notKept(hold, error));
    }
  }

  return {
    ...app,
    http: {
      ...http,
      refuseWhileHeld: () => refuseWhileHeld(platform.name, holds, now()),
      async send(request) {
        refuseWhileHeld(platform.name, holds, now());
        refuseBeyondBudget(platform.name, count, now());
        count.calls += 1;
        try {
          return await http.send(request);
        } finally {
          await keepHolds();
        }
      },
    },
  };
}

/** @throws {RateLimited} while one of the holds lasts, with what is left of it. */
function refuseWhileHeld(name: string, holds: Hold[], now: Date): void {
  const standing = holds.filter(({ until }) => until > now);
  const longest = standing.sort((one, other) => other.until.getTime() - one.until.getTime())[0];
  if (!longest) return;
  const waitMs = longest.until.getTime() - now.getTime();
  throw new RateLimited(`${name} asked to wait`, waitMs, longest.scope);
}

/** @throws {RateLimited} when all calls of the budget are made, with the time until others may follow. */
function refuseBeyondBudget(name: string, { calls, budget }: CallCount, now: Date): void {
  if (!budget || calls < budget.calls) return;
  const waitMs = Math.max(0, budget.until.getTime() - now.getTime());
  throw new RateLimited(`the calls that ${name} allows are used up`, waitMs);
}
