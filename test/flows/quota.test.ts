import { expect, test } from '@jest/globals';
import { aPerson } from '../support/people.ts';
import { startTestApi } from '../support/testApi.ts';

test('the quota of a day is exact under concurrency, and says when it starts again', async () => {
  const api = await startTestApi({ IMAGE_QUOTA_PER_DAY: '3' });
  try {
    const max = await aPerson(api, 'max');
    const order = (n: number) => max.client.post('/api/images/generate', { prompt: 'more', n });
    expect(await order(4)).toMatchObject({ status: 429, body: { code: 'quota_exceeded' } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => order(1)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.detail).toMatch(/T00:00:00/);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);

    const { body } = await max.client.get('/api/images/statistics');
    expect(body).toMatchObject({ total_images: 3, quota: { limit: 3, used: 3 } });
  } finally {
    await api.close();
  }
});
