import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { readLink, signLink } from './linkTokens.ts';

const id = randomUUID();
const token = signLink('secret', 'invitation', id);

test('a link tells the id it was made for', () => {
  expect(readLink('secret', 'invitation', token)).toBe(id);
});

test('a link of one purpose opens nothing else', () => {
  expect(readLink('secret', 'password-reset', token)).toBeNull();
});

test('nobody makes a link without the secret', () => {
  expect(readLink('another secret', 'invitation', token)).toBeNull();
  expect(readLink('secret', 'invitation', token.replace(id, randomUUID()))).toBeNull();
});

test.each(['', '.', id, `${id}.`, `${token}x`, 'ünïcode.x'])('%j is no link', (text) => {
  expect(readLink('secret', 'invitation', text)).toBeNull();
});
