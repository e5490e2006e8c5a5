import { expect, test } from '@jest/globals';
import { postNotice } from './postNotice.ts';

const target = {
  platformName: 'X',
  username: 'a.shop',
  missing: null,
  mayBeThere: false,
  againAt: null,
  links: {
    found: 'https://app.example.org/post-found',
    again: 'https://app.example.org/post-again',
    giveUp: 'https://app.example.org/post-given-up',
    reconnect: 'https://app.example.org/accounts',
    post: null,
  },
} as const;
const post = {
  caption: 'The lighthouse at dusk',
  projectName: 'Shop',
  timezone: 'Europe/Paris',
  scheduledTime: new Date('2026-11-23T09:00:00Z'),
  others: 0,
  link: 'https://app.example.org/post',
};
const textOf = (code: string, named: string | null, locale: 'fr' | 'en') => {
  const answer = { kind: 'refused', status: 403, code: named } as const;
  return postNotice({ ...post, locale, targets: [{ ...target, trouble: 'refused', code, answer }] }).text;
};

test.each([
  ['fr', /serait encore refusé/, /post-again/, /sans donner de raison \(code 403\)/],
  ['en', /would be refused again/, /post-again/, /named no reason \(code 403\)/],
] as const)('only what is refused for good is said to be (%s)', (locale, forGood, again, unexplained) => {
  const final = textOf('100', '100', locale);
  expect(final).toMatch(forGood);
  expect(final).not.toMatch(again);
  for (const [code, named] of [
    ['client-forbidden', 'client-forbidden'],
    ['403', null],
  ] as const) {
    const told = textOf(code, named, locale);
    expect(told).not.toMatch(forGood);
    expect(told).toMatch(again);
    expect(unexplained.test(told)).toBe(named === null);
  }
});

test.each([
  ['quota', /its quota is used up/],
  ['held', /wants no calls for this account/],
] as const)('that it goes out later says why: %s', (trouble, why) => {
  const waiting = { ...target, trouble, code: null, answer: null, againAt: new Date('2026-11-23T12:00:00Z') };
  const { subject, text } = postNotice({ ...post, locale: 'en', targets: [waiting] });
  expect(subject).toBe('Goes out later: The lighthouse at dusk');
  expect(text).toMatch(why);
  expect(text).toMatch(/1(3:00|:00)/);
});
