import { expect, test } from '@jest/globals';
import { loadPlatforms } from '../platforms/registry.ts';
import { warnOfPrivateAddress } from './privateAddress.ts';

const app = (name: string, id: string) => ({ [`${name}_${id}`]: 'x', [`${name}_CLIENT_SECRET`]: 'y' });

async function told(publicUrl: string, environment: Record<string, string>): Promise<string[]> {
  const platforms = await loadPlatforms({ environment, publicUrl, sandboxUrl: 'http://127.0.0.1:8900' });
  const warnings: string[] = [];
  warnOfPrivateAddress(platforms, publicUrl, {
    warn: (...said: unknown[]) => void warnings.push(String(said[1])),
  });
  return warnings;
}
const real = { ...app('INSTAGRAM', 'CLIENT_ID'), ...app('TIKTOK', 'CLIENT_KEY') };

test.each(['http://localhost:8000', 'http://192.168.1.5:8000', 'http://[::1]:8000', 'http://box.local'])(
  'with real apps, %s is told to be out of the platforms’ reach',
  async (publicUrl) => {
    expect(await told(publicUrl, real)).toEqual([
      'Instagram and TikTok fetch pictures and films from PUBLIC_URL: set it to an address that the world reaches',
    ]);
  },
);

test('a public address needs no word, nor does the sandbox', async () => {
  expect(await told('https://social.example', real)).toEqual([]);
  expect(await told('http://localhost:8000', {})).toEqual([]);
});
