import { expect, test } from '@jest/globals';
import type { ChangeEvent } from '../../../contracts/events.ts';
import { isConcerned } from './concerned.ts';

const shop = { projectId: 'shop' };
const concerns = (told: ChangeEvent[], ...key: unknown[]) =>
  isConcerned(['project', 'shop', ...key], { ...shop, told });

test('a change is read again where its subject is shown, and in no other project', () => {
  const told: ChangeEvent[] = [{ kind: 'connection', id: 'a' }];
  expect(concerns(told, 'connections', 'list', 'all', 'fr')).toBe(true);
  expect(concerns(told, 'figures', 'latest')).toBe(true);
  expect(concerns(told, 'posts', 'home', 'next')).toBe(false);
  expect(isConcerned(['project', 'another', 'connections', 'list'], { ...shop, told })).toBe(false);
  expect(isConcerned(['projects'], { ...shop, told })).toBe(false);
});

test('what shows one thing is read again when that one changes, and not when another does', () => {
  const told: ChangeEvent[] = [
    { kind: 'post', id: '7' },
    { kind: 'plan', id: '8' },
  ];
  expect(concerns(told, 'posts', 'detail', 7)).toBe(true);
  expect(concerns(told, 'posts', 'detail', 8)).toBe(false);
  expect(concerns(told, 'posts', 'timeline', 8)).toBe(false);
  expect(concerns(told, 'posts', 'calendar', 'UTC', '2026-03-01', '2026-04-01')).toBe(true);
  expect(concerns(told, 'plans', 'times', 8, 'fr')).toBe(true);
});

test('hashtags to choose from rest while posts change', () => {
  expect(concerns([{ kind: 'post', id: '7' }], 'posts', 'hashtags')).toBe(false);
});
