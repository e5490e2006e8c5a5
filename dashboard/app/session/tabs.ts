/** What the tabs of a browser tell each other about who is signed in. */
export type SessionNews =
  { kind: 'renewed'; userId: string; token: string; until: number } | { kind: 'ended' };

const channel = new BroadcastChannel('socialsync-session');

export const tellTabs = (news: SessionNews): void => channel.postMessage(news);

export const hearTabs = (hear: (news: SessionNews) => void): void =>
  channel.addEventListener('message', ({ data }: MessageEvent<SessionNews>) => hear(data));

/**
 * Does `work` while no other tab of this browser does any under the same name. Where the browser has no locks (plain
 * HTTP on a foreign host), at once: the server bears two tabs that renew at the same moment.
 */
export function oneTabAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? locks.request(name, work) : work();
}
