import type { ConnectionHealth } from '../../contracts/connectionHealth.ts';
import type { Connection } from '../../db/models/connection.ts';
import type { Registry } from '../../platforms/registry.ts';
import type { Locale } from '../locale.ts';
import { isMessageCode, say } from '../messages/index.ts';
import { permissionText, withoutText } from './permissionText.ts';
import { syncFailed, type PresentedFailure } from './syncFailure.ts';
import { timeText } from './timeText.ts';

/** Why a connection is as it is, in words; null when there is nothing to explain. */
export function reasonText(
  connection: Connection,
  { reason }: ConnectionHealth,
  platforms: Registry,
  locale: Locale,
): string | null {
  if (!reason) return null;
  if (reason === 'permission_missing') return permissionText(connection, platforms, locale);
  const code = `connection_${reason}`;
  return isMessageCode(code) ? say(locale, code) : reason;
}

/** What a person can do about it; null where nothing needs to be done. */
export function whatToDo({ status, reason }: ConnectionHealth, locale: Locale): string | null {
  if (reason === 'permission_missing') return say(locale, 'connect_again_and_allow');
  if (status === 'active') return null;
  return say(locale, status === 'error' ? 'wait_for_repair' : 'connect_again');
}

/** Until when platforms hold all accounts back, by the platform. */
export type PlatformHolds = Map<string, Date>;

/** Until when its platform has us wait, for the account or for all; null where it does not. */
export function holdOf({ platform, heldUntil }: Connection, holds: PlatformHolds, now: Date): Date | null {
  const until = Math.max(heldUntil?.getTime() ?? 0, holds.get(platform)?.getTime() ?? 0);
  return until > now.getTime() ? new Date(until) : null;
}

interface Circumstances {
  platforms: Registry;
  heldUntil: Date | null;
  failure: PresentedFailure | null;
  locale: Locale;
}

/** Why a connection is as it is, and what a person can do. */
export function explain(
  connection: Connection,
  health: ConnectionHealth,
  { platforms, heldUntil, failure, locale }: Circumstances,
) {
  if (heldUntil && health.reason === null) return held(heldUntil, locale);
  if (failure && health.reason === null) return syncFailed(failure, locale);
  const without = health.status === 'active' ? withoutText([connection], platforms, locale) : null;
  if (without) return { ...without, reason_code: 'allowed_in_part' };
  return {
    reason: reasonText(connection, health, platforms, locale),
    reason_code: health.reason,
    what_to_do: whatToDo(health, locale),
  };
}

/** Why nothing moves at a connection that works, while its platform has us wait. */
const held = (until: Date, locale: Locale) => ({
  reason: heldText(until, locale),
  reason_code: 'held',
  what_to_do: say(locale, 'wait_for_platform'),
});

/** That a platform wants no calls. */
export const heldText = (until: Date, locale: Locale): string =>
  say(locale, 'connection_held', { time: timeText(until, locale) });
