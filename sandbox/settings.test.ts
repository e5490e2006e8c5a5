import { afterEach, expect, test } from '@jest/globals';
import { portOf } from './settings.ts';

afterEach(() => {
  delete process.env.A_PORT;
});

test.each(['65536', '-1', '1e3', '80.5', '0x10', ' ', '8900 '])('%j is no port', (value) => {
  process.env.A_PORT = value;
  expect(() => portOf('A_PORT', 8900)).toThrow(`A_PORT must be a port, 0 to 65535 (it is "${value}")`);
});

test('a port is what the variable says, else what it is otherwise', () => {
  expect(portOf('A_PORT', 8900)).toBe(8900);
  process.env.A_PORT = '';
  expect(portOf('A_PORT', 8900)).toBe(8900);
  process.env.A_PORT = '0';
  expect(portOf('A_PORT', 8900)).toBe(0);
});
