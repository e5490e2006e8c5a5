import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../contracts/refusal.ts';

/** Wrong passwords for one account in a quarter of an hour, from wherever they come. */
const allowed = 20;
const seconds = 15 * 60;

export interface SignInAttempts {
  /**
   * Runs an attempt to sign in as `login`, and counts it when it fails for the password.
   * @throws {Refusal} too_many_attempts, 429, and what `attempt` throws
   */
  guard<Result>(login: string, attempt: () => Promise<Result>): Promise<Result>;
}

/** The limit of an address stops one guesser; this one stops many who guess at one account. */
export function createSignInAttempts(): SignInAttempts {
  const failures = new RateLimiterMemory({ points: allowed, duration: seconds });
  return {
    async guard(login, attempt) {
      const key = login.trim().toLowerCase();
      const state = await failures.get(key);
      if (state && state.consumedPoints >= allowed) throw tooMany(state);
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Refusal && error.code === 'invalid_credentials') {
          await failures.consume(key).catch((full: unknown) => {
            if (!(full instanceof RateLimiterRes)) throw full;
          });
        }
        throw error;
      }
    },
  };
}

function tooMany({ msBeforeNext }: RateLimiterRes): Refusal {
  const wait = Math.ceil(msBeforeNext / 1000);
  return new Refusal('too_many', 'too_many_attempts', {
    parameters: { seconds: wait },
    retryAfterSeconds: wait,
  });
}
