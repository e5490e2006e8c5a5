import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { drawChart } from './drawChart.ts';

const rising = Array.from({ length: 28 }, (_, day) => 12_000 + day * 40);

test('a chart is a small PNG, clear where nothing is drawn', async () => {
  const png = await drawChart(rising);
  expect(await sharp(png).metadata()).toMatchObject({
    format: 'png',
    width: 960,
    height: 240,
    hasAlpha: true,
  });
  expect(png.length).toBeLessThan(30_000);
  const { data } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const opacityAt = (x: number, y: number) => data[(y * 960 + x) * 4 + 3];
  expect(opacityAt(100, 60)).toBe(0);
  // The line goes up: it stands low on the left, high on the right.
  expect(opacityAt(14, 226)).toBeGreaterThan(200);
  expect(opacityAt(946, 14)).toBeGreaterThan(200);
});

test.each([[[5]], [[0, 0, 0]], [[7, 7]], [[0, 9_000_000_000]]])('%j is drawn', async (values) => {
  expect((await sharp(await drawChart(values)).stats()).entropy).toBeGreaterThan(0);
});
