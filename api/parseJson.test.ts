import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from './parseJson.ts';

const refusalOf = (text: string) => {
  try {
    parseJson(text);
  } catch (error) {
    return error as { code: string; extra: { fields?: object } };
  }
  throw new Error('it was not refused');
};

describe('parseJson', () => {
  test('gives what JSON.parse gives, for everything that can be stored', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        let parsed: unknown;
        try {
          parsed = parseJson(text);
        } catch {
          return; // A key such as "constructor", or U+0000: refused, and tested below.
        }
        expect(parsed).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"a": 9007199254740993}', 'unsafe_integer', 'a'],
    ['{"a": [1, 1e300]}', 'unsafe_integer', 'a.1'],
    ['{"a": "b\\u0000c"}', 'nul_character', 'a'],
    ['{"a": "\\ud800"}', 'malformed_text', 'a'],
    ['{"__proto__": {"admin": true}}', 'forbidden_key', 'body'],
    ['{"a": {"constructor": 1}}', 'forbidden_key', 'a'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'nested_too_deeply', `${'0.'.repeat(31)}0`],
  ])('refuses %s as %s at %s', (text, code, place) => {
    expect(refusalOf(text)).toMatchObject({ code, extra: { fields: { [place]: [code] } } });
  });

  test('refuses what is not JSON, and says why', () => {
    expect(refusalOf('{"a":')).toMatchObject({ code: 'body_not_json' });
  });

  test('takes the largest integers that are exact', () => {
    expect(parseJson('[9007199254740991, -9007199254740991, 0.5]')).toEqual([
      9007199254740991, -9007199254740991, 0.5,
    ]);
  });
});
