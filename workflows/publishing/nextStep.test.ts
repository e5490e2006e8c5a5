import { expect, test } from '@jest/globals';
import type { PublicationState } from '../../contracts/ledger.ts';
import type { TargetPlan } from '../../contracts/publishing.ts';
import { nextStep as nextStepAt } from './nextStep.ts';

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
  lateAt: null,
  isTold: false,
  ...more,
});
const post = { open: true, dueAt, contentVersion: 1, targets: [] };
const nextStep = (plan: typeof post, each: TargetPlan, now = dueAt - 60 * minute) =>
  nextStepAt(plan, each, now);

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

test('what will have lapsed by its time is prepared anew, minutes ahead as ever', () => {
  const ahead = dueAt - (nextStep(post, target('prepared', { handleUntil: dueAt - 100 * minute }))?.at ?? 0);
  expect(nextStep(post, target('prepared', { handleUntil: dueAt - 1 }))?.kind).toBe('prepare');
  expect(ahead).toBeGreaterThanOrEqual(5 * minute);
  expect(ahead).toBeLessThanOrEqual(15 * minute);
});

test('what lapses while a platform is waited for, or is overdue, is not sent', () => {
  const lapsed = { handleUntil: dueAt + 10 * minute };
  const resumeAt = dueAt + 20 * minute;
  expect(nextStep(post, target('prepared', { ...lapsed, resumeAt }))).toEqual({
    kind: 'prepare',
    at: resumeAt,
  });
  expect(nextStep(post, target('prepared', lapsed), dueAt + 11 * minute)?.kind).toBe('prepare');
  expect(nextStep(post, target('prepared', lapsed), dueAt + 9 * minute)?.kind).toBe('commit');
});

test('a post that waits for its account is told of when it is due, and ends by its late policy', () => {
  const waiting = target('waiting', { lateAt: dueAt + 6 * 60 * minute });
  expect(nextStep(post, waiting)).toEqual({ kind: 'remind', at: dueAt });
  expect(nextStep(post, { ...waiting, isTold: true })).toEqual({ kind: 'remind', at: waiting.lateAt });
  expect(nextStep(post, { ...waiting, isTold: true, lateAt: null })).toBeNull();
  expect(nextStep({ ...post, open: false }, waiting)).toBeNull();
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
  for (const state of ['published', 'rejected', 'cancelled', 'skipped', 'parked'] as const)
    expect(nextStep(post, target(state))).toBeNull();
  expect(nextStep(post, target('published', { commentDue: true }))?.kind).toBe('comment');
});
