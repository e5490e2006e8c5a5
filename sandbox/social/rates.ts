import type { AccountCall } from './platform.ts';
import { Refused } from './refused.ts';

/** Counts a call in its account's window, sets the platform's headers. @throws {Refused} when the window is full. */
export function countCall(call: AccountCall): void {
  const { store, ctx, now, platform, account } = call;
  const limit = platform.rateLimit;
  if (!limit) return;
  const windowMs = limit.windowSeconds * 1000;
  const window = Math.floor(now / windowMs);
  const bucket = limit.bucket?.(call) ?? '';
  const key = `${platform.name} ${account.id}`;
  const used = usedIn(call, key, bucket, window);
  const resetAtMs = (window + 1) * windowMs;
  // An account may be given more than others, for a test that has only few of them.
  const published = typeof limit.calls === 'function' ? limit.calls(call) : limit.calls;
  const calls = Number(account.details.callLimit ?? published);
  const full = used >= calls;
  if (!full) {
    store.run(
      'insert or replace into social_rates (account, bucket, window, used) values (?, ?, ?, ?)',
      ...[key, bucket, window, used + 1],
    );
  }
  const usage = { used: full ? used : used + 1, limit: calls, resetAtMs, nowMs: now };
  ctx.set(limit.headers?.(usage, call) ?? {});
  if (full) {
    const seconds = Math.ceil((resetAtMs - now) / 1000);
    throw new Refused('rate_limited', 'The rate limit is exceeded.', seconds);
  }
}

const usedIn = ({ store }: AccountCall, key: string, bucket: string, window: number): number =>
  store.all<{ used: number }>(
    'select used from social_rates where account = ? and bucket = ? and window = ?',
    ...[key, bucket, window],
  )[0]?.used ?? 0;
