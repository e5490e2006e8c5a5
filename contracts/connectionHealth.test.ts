import { describe, expect, test } from '@jest/globals';
import { healthOf, refreshDueAt, type ConnectionFacts } from './connectionHealth.ts';

const now = new Date('2026-11-22T10:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const days = (count: number) => hours(count * 24);
const active: ConnectionFacts = {
  status: 'active',
  reason: null,
  statusSince: days(-30),
  tokenExpiresAt: days(30),
  refreshExpiresAt: null,
  refreshedAt: days(-30),
  renewedBy: 'refresh token',
};

describe('a connection that is kept as active', () => {
  test('is active while its token is refreshed, however short that lives', () => {
    const short = { ...active, tokenExpiresAt: hours(-1), refreshedAt: hours(-3) };
    expect(healthOf(short, now)).toMatchObject({ status: 'active', failsAt: null });
  });

  test('is expiring a week before the end of what keeps it alive', () => {
    expect(healthOf({ ...active, refreshExpiresAt: days(6) }, now)).toEqual({
      status: 'expiring',
      reason: 'token_expires_soon',
      since: days(-1),
      failsAt: days(6),
      nextRefreshAt: days(23),
    });
    expect(healthOf({ ...active, refreshExpiresAt: days(8) }, now).status).toBe('active');
    const fixed = { ...active, renewedBy: null, tokenExpiresAt: days(6) };
    expect(healthOf(fixed, now)).toMatchObject({ status: 'expiring', failsAt: days(6), nextRefreshAt: null });
  });

  test('is expiring when a token that renews itself was not renewed for days, and expired with it', () => {
    const own = { ...active, renewedBy: 'token' as const };
    expect(healthOf({ ...own, tokenExpiresAt: days(6) }, now)).toMatchObject({
      status: 'active',
      failsAt: null,
    });
    expect(healthOf({ ...own, tokenExpiresAt: days(2) }, now)).toMatchObject({
      status: 'expiring',
      failsAt: days(2),
    });
    expect(healthOf({ ...own, tokenExpiresAt: hours(-1) }, now).status).toBe('expired');
  });

  test('is expired once that has ended, whatever the row says', () => {
    const ended = { ...active, renewedBy: null, tokenExpiresAt: hours(-1) };
    expect(healthOf(ended, now)).toMatchObject({ status: 'expired', since: hours(-1) });
  });
});

test('one that needs its owner, or is disconnected, stays what it is', () => {
  const lost = { ...active, status: 'needs_reauth' as const, reason: 'token_refused' };
  expect(healthOf(lost, now)).toMatchObject({
    status: 'needs_reauth',
    reason: 'token_refused',
    since: days(-30),
    nextRefreshAt: null,
  });
  expect(healthOf({ ...active, status: 'revoked' }, now).status).toBe('revoked');
});

test('a refresh is due a week before the end, or at half of a shorter life', () => {
  expect(refreshDueAt({ tokenExpiresAt: days(60), refreshedAt: now })).toEqual(days(53));
  expect(refreshDueAt({ tokenExpiresAt: hours(2), refreshedAt: now })).toEqual(hours(1));
  expect(refreshDueAt({ tokenExpiresAt: null, refreshedAt: now })).toBeNull();
});
