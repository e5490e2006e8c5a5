import { expect, test } from '@jest/globals';
import type { PublicationState } from '../../contracts/ledger.ts';
import type { TargetPlan } from '../../contracts/publishing.ts';
import { nextStep } from './nextStep.ts';

const dueAt = Date.UTC(2027, 0, 1, 12);
const minute = 60_000;
const target = (state: PublicationState, more: Partial<TargetPlan> = {}): TargetPlan => ({
  id: 'a5ae4d07-6c9b-4a6c-9a0e-9a6f3f0a2b11',
  platform: 'instagram',
  state,
  resumeAt: null,
  handleUntil: null,
  deadlineAt: null,
  commentDue: false,
  ...more,
});
const post = { open: true, dueAt, contentVersion: 1, targets: [] };

test('uploads come minutes ahead, the call that publishes seconds ahead', () => {
  const prepare = nextStep(post, target('planned'));
  expect(prepare?.kind).toBe('prepare');
  expect(dueAt - (prepare?.at ?? 0)).toBeGreaterThanOrEqual(5 * minute);
  expect(dueAt - (prepare?.at ?? 0)).toBeLessThanOrEqual(15 * minute);
  const commit = nextStep(post, target('prepared', { handleUntil: dueAt + minute }));
  expect(commit?.kind).toBe('commit');
  expect(dueAt - (commit?.at ?? 0)).toBeGreaterThanOrEqual(12_000);
  expect(dueAt - (commit?.at ?? 0)).toBeLessThanOrEqual(30_000);
});

test('what a platform asked to wait for is waited for', () => {
  const resumeAt = dueAt + 10 * minute;
  expect(nextStep(post, target('prepared', { resumeAt }))).toEqual({ kind: 'commit', at: resumeAt });
});

test('what will have lapsed by its time is prepared anew', () => {
  expect(nextStep(post, target('prepared', { handleUntil: dueAt - 1 }))?.kind).toBe('prepare');
});

test('a call whose worker is gone is read back, and not before it has surely ended', () => {
  expect(nextStep(post, target('committing', { deadlineAt: dueAt + 30_000 }))).toEqual({
    kind: 'reconcile',
    at: dueAt + 30_000,
  });
  expect(nextStep(post, target('unknown'))?.kind).toBe('reconcile');
});

test('a draft and a cancelled post are left alone, but for what is out already', () => {
  const closed = { ...post, open: false };
  for (const state of ['planned', 'preparing', 'prepared'] as const)
    expect(nextStep(closed, target(state))).toBeNull();
  expect(nextStep(closed, target('unknown'))?.kind).toBe('reconcile');
});

test('what has ended, or waits for a person, needs nothing', () => {
  for (const state of ['published', 'rejected', 'cancelled', 'skipped', 'waiting', 'parked'] as const)
    expect(nextStep(post, target(state))).toBeNull();
  expect(nextStep(post, target('published', { commentDue: true }))?.kind).toBe('comment');
});
