import type { z } from 'zod';
import type { BrowserSession } from '../../../contracts/browserSession.ts';
import { ApiProblem, isPassing, NoAnswer, notSignedIn, readProblem } from '../client/problem.ts';
import { adoptLanguage, currentLanguage } from '../i18n/i18n.ts';
import { forgetAllKept } from './keptDrafts.ts';
import { hearTabs, oneTabAtATime, tellTabs } from './tabs.ts';

type Answer = z.infer<typeof BrowserSession>;
export type SignedInPerson = Answer['user'];

export type SessionState =
  | { status: 'unknown' }
  /** `ended`: not by this person's own wish, so they are told. `untold`: the server does not know it yet. */
  | { status: 'signedOut'; ended: boolean; untold: boolean }
  | { status: 'signedIn'; person: SignedInPerson };

/** Whether there may be a cookie that renews: scripts cannot see it, and asking in vain is an error in the console. */
const hintKey = 'socialsync.signedIn';
/** Somebody signed out while the server could not be told: the session is still to be ended there. */
const untoldKey = 'socialsync.signedOutUntold';
/** A token that ends so soon is renewed before it is used. */
const marginMs = 30_000;
const path = '/api/v1/auth/session';
/** Renewals wait for each other in all tabs: one that hangs must not hold them up for long. */
const patienceMs = 15_000;
/** Who signs out does not wait for a server that says nothing. */
const signOutPatienceMs = 3_000;
/** One tab at a time touches the cookie. */
const lock = 'socialsync-session';

/** The access token lives here and in the other tabs' memory only; the refresh token in a cookie no script can read. */
let token: { value: string; until: number } | null = null;
let state: SessionState = { status: 'unknown' };
let renewing: Promise<string> | null = null;
const listeners = new Set<() => void>();

const setState = (next: SessionState): void => {
  state = next;
  for (const listener of listeners) listener();
};

hearTabs((news) => {
  if (news.kind === 'ended') forget(false);
  else if (state.status === 'signedIn' && state.person.id === news.userId)
    token = { value: news.token, until: news.until };
  // Somebody signed in elsewhere in this browser: what this tab shows may be of another person.
  else if (state.status !== 'unknown') window.location.reload();
});

export const readSession = (): SessionState => state;

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Finds out who is signed in, once. @throws {NoAnswer} when that cannot be known now. */
export async function settleSession(): Promise<SessionState> {
  if (state.status !== 'unknown') return state;
  void tellOfSignOut();
  if (localStorage.getItem(hintKey) === null) forget(false);
  else await renew().catch(passOverEnd);
  return state;
}

const passOverEnd = (error: unknown): void => {
  if (!(error instanceof ApiProblem && error.status === 401)) throw error;
};

/** Signs in. @throws {ApiProblem} invalid_credentials, account_disabled, rate_limited; {NoAnswer} */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  await tellOfSignOut();
  const answer = await oneTabAtATime(lock, async () => {
    const signedIn = await send('POST', path, credentials);
    // Its cookie has taken the place of one that may still be to be ended.
    localStorage.removeItem(untoldKey);
    return signedIn;
  });
  if (answer) await adoptLanguage(answer.user.language);
  keep(answer);
}

/** Sets another password: sessions elsewhere end, this one goes on. @throws {ApiProblem} */
export async function changePassword(passwords: {
  old_password: string;
  new_password: string;
}): Promise<void> {
  keep(await send('POST', `${path}/password`, passwords, { Authorization: `Bearer ${await accessToken()}` }));
}

/** Signs out here, in every tab, and at the server: where it cannot be reached, as soon as it can. */
export async function signOut(): Promise<void> {
  localStorage.setItem(untoldKey, 'true');
  await Promise.race([tellOfSignOut(), new Promise((resolve) => setTimeout(resolve, signOutPatienceMs))]);
  forget(false);
  forgetAllKept();
  tellTabs({ kind: 'ended' });
}

/** Ends at the server what somebody signed out of; what fails is tried again at the next start, or once online. */
async function tellOfSignOut(): Promise<void> {
  if (localStorage.getItem(untoldKey) === null) return;
  await oneTabAtATime(lock, async () => {
    // Another tab may have told, or somebody signed in meanwhile.
    if (localStorage.getItem(untoldKey) === null) return;
    try {
      await send('DELETE', path);
    } catch (error) {
      if (isPassing(error)) return;
    }
    localStorage.removeItem(untoldKey);
  });
  if (state.status === 'signedOut' && state.untold) forget(state.ended);
}

window.addEventListener('online', () => void tellOfSignOut());

/** An access token that is good for a while. @throws {ApiProblem} 401 when the session has ended; {NoAnswer} */
export async function accessToken(): Promise<string> {
  if (state.status === 'signedOut') throw notSignedIn();
  if (token && token.until - marginMs > Date.now()) return token.value;
  return renew();
}

/** Another access token than `refused`, which the API did not take. @throws as {@link accessToken} does */
export async function accessTokenAfter(refused: string): Promise<string> {
  if (token?.value === refused) token = null;
  return accessToken();
}

/** What the person changed of themselves, where it is shown. */
export function amendPerson(change: Partial<SignedInPerson>): void {
  if (state.status === 'signedIn') setState({ ...state, person: { ...state.person, ...change } });
}

function renew(): Promise<string> {
  renewing ??= oneTabAtATime(lock, async () => {
    // While this tab waited for its turn, another may have renewed and told.
    if (token && token.until - marginMs > Date.now()) return token.value;
    return keep(await send('POST', `${path}/refresh`));
  })
    .catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 401) forget(state.status === 'signedIn');
      throw error;
    })
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

async function send(
  method: string,
  to: string,
  body?: object,
  more: Record<string, string> = {},
): Promise<Answer | null> {
  const response = await fetch(to, {
    method,
    // An answer to a page that is being left still brings its cookie.
    keepalive: true,
    signal: AbortSignal.timeout(patienceMs),
    headers: {
      'Accept-Language': currentLanguage(),
      'X-Requested-With': 'dashboard',
      ...(body && { 'Content-Type': 'application/json' }),
      ...more,
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(noAnswer);
  if (!response.ok) throw await readProblem(response);
  return response.status === 204 ? null : ((await response.json().catch(noAnswer)) as Answer);
}

const noAnswer = () => Promise.reject(new NoAnswer());

function keep(answer: Answer | null): string {
  if (!answer) throw new Error('a session was answered without a token');
  const until = Date.now() + answer.expires_in * 1000;
  token = { value: answer.access_token, until };
  localStorage.setItem(hintKey, 'true');
  setState({ status: 'signedIn', person: answer.user });
  tellTabs({ kind: 'renewed', userId: answer.user.id, token: token.value, until });
  return token.value;
}

function forget(ended: boolean): void {
  token = null;
  localStorage.removeItem(hintKey);
  setState({ status: 'signedOut', ended, untold: localStorage.getItem(untoldKey) !== null });
}
