import { expect, test } from '@jest/globals';
import { preparedTexts } from './texts.ts';

test('a French million is said as any other plural, and no line breaks before its punctuation', () => {
  const texts = {
    posts_one: '{{count}} post',
    posts_other: '{{count}} posts',
    group: { sure: 'Sûr ? « Oui »' },
  };
  expect(preparedTexts(texts, 'fr')).toEqual({
    ...texts,
    posts_many: '{{count}} posts',
    group: { sure: 'Sûr\u00a0? «\u00a0Oui\u00a0»' },
  });
  expect(preparedTexts(texts, 'en')).toMatchObject({ group: texts.group });
});
