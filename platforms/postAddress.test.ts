import { expect, test } from '@jest/globals';
import { isPostAddress } from './postAddress.ts';
import { loadPlatforms } from './registry.ts';

const standIn = 'http://127.0.0.1:8900';
const find = async (sandboxUrl: string | null, id = 'tiktok') => {
  const platforms = await loadPlatforms({ environment: {}, publicUrl: 'https://sync.example', sandboxUrl });
  const found = platforms.find(id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

test.each([
  'https://www.tiktok.com/@shop/video/1',
  'https://vm.tiktok.com/ZM1/',
  'https://tiktok.com/@shop/photo/1',
])('%s is on TikTok', async (address) => expect(isPostAddress(await find(null), address)).toBe(true));

test.each([
  'https://evil.example',
  'https://evil.example/tiktok.com/1',
  'https://nottiktok.com/@shop/video/1',
  'https://tiktok.com.evil.example/1',
  'https://tiktok.com@evil.example/1',
  'https://shop:secret@tiktok.com/1',
  'https://www.tiktok.com/',
  `${standIn}/tiktok/www/@shop/video/1`,
])('%s is not', async (address) => expect(isPostAddress(await find(null), address)).toBe(false));

test('where the sandbox stands in, its posts are there', async () => {
  const sandboxed = await find(standIn);
  expect(isPostAddress(sandboxed, `${standIn}/tiktok/www/@shop/video/1`)).toBe(true);
  expect(isPostAddress(sandboxed, 'https://www.tiktok.com/@shop/video/1')).toBe(true);
  expect(isPostAddress(sandboxed, 'https://evil.example/1')).toBe(false);
});
