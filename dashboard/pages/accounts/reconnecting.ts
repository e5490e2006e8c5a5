/** An account that somebody went to its platform for, to connect it anew. */
export interface Expected {
  id: string;
  platform: string;
  username: string;
}

/** It stands in this tab's storage while the browser is at the platform. */
const key = 'socialsync.reconnecting';

/** What comes back is to be this account; null: whichever. */
export function expectAccount(expected: Expected | null): void {
  if (expected === null) sessionStorage.removeItem(key);
  else {
    const { id, platform, username } = expected;
    sessionStorage.setItem(key, JSON.stringify({ id, platform, username }));
  }
}

/** The account that was to come back from this platform; null where it may be any. */
export function expectedAccount(platform: string): Expected | null {
  const kept = sessionStorage.getItem(key);
  const expected = kept === null ? null : (JSON.parse(kept) as Expected);
  return expected?.platform === platform ? expected : null;
}
