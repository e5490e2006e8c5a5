import { expect, test } from '@jest/globals';
import { fillTemplate, unknownPlaceholder } from './fillTemplate.ts';

const filling = {
  prompt: 'a beach {tags}',
  tags: ['Summer sale', 'été', '!!'],
  at: new Date('2026-11-22T23:30:00Z'),
  timezone: 'Europe/Paris',
  locale: 'fr' as const,
};

test('the prompt, the tags as hashtags and the day in its zone and language are filled in, once', () => {
  expect(fillTemplate('{date}: {prompt} {tags}', filling)).toBe(
    '23 novembre 2026: a beach {tags} #Summersale #été',
  );
  expect(fillTemplate('{date}', { ...filling, locale: 'en' })).toBe('November 23, 2026');
});

test('other braces stay as they are', () => {
  expect(fillTemplate('{} { } {two words} {a: 1}', filling)).toBe('{} { } {two words} {a: 1}');
  expect(unknownPlaceholder('{} { } {two words} {prompt} {date}')).toBeNull();
});

test('capitals and spaces in the braces make no difference', () => {
  expect(fillTemplate('{Prompt} { TAGS }', filling)).toBe('a beach {tags} #Summersale #été');
  expect(unknownPlaceholder('{Prompt} { date }')).toBeNull();
});

test('a placeholder that does not exist is told', () => {
  expect(unknownPlaceholder('{prompt} {prmpt}')).toBe('prmpt');
  expect(unknownPlaceholder('{constructor}')).toBe('constructor');
  expect(unknownPlaceholder('{ Prénom }')).toBe('Prénom');
});
