import { expect, test } from '@jest/globals';
import { paintOf } from './widgetPaint.ts';

test('white stands on what is dark enough, as the shop chose it', () => {
  expect(paintOf('#1d4ed8')).toEqual({ surface: '#1d4ed8', text: '#ffffff', edge: '#1d4ed8' });
  expect(paintOf('#000000')).toEqual({ surface: '#000000', text: '#ffffff', edge: '#000000' });
});

test('a colour that is nearly dark enough becomes so', () => {
  const { surface, text } = paintOf('#3B82F6');
  expect(text).toBe('#ffffff');
  expect(surface).not.toBe('#3b82f6');
  expect(paintOf(surface)).toEqual({ surface, text, edge: surface });
});

test('on a light colour the text is dark', () => {
  expect(paintOf('#ffe066')).toEqual({ surface: '#ffe066', text: '#0f172a', edge: '#0f172a' });
  expect(paintOf('#FFFFFF').text).toBe('#0f172a');
});
