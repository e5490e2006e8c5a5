import { isPlatformFailure, NeedsReauthorization, Rejected } from '../../platforms/errors.ts';
import type { AccountCall } from '../../platforms/credentials.ts';
import type { Platform, Profile } from '../../platforms/platform.ts';

/** The account that a token opens; null when the platform refuses it. @throws {RateLimited} and {Unavailable} */
export async function findProfile(platform: Platform, call: AccountCall): Promise<Profile | null> {
  try {
    return await platform.profile(call);
  } catch (error) {
    if (error instanceof NeedsReauthorization || error instanceof Rejected) return null;
    throw error;
  }
}

/** The permissions of a token, where its platform tells them when `asked`; else null: it may be another app's. */
export async function readPermissions(asked: Promise<string[]> | undefined): Promise<string[] | null> {
  try {
    return (await asked) ?? null;
  } catch (error) {
    if (isPlatformFailure(error)) return null;
    throw error;
  }
}
