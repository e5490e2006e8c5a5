import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import { startScheduler, type Scheduler } from '../support/scheduler.ts';
import { hours } from '../support/scheduling.ts';

/** Films that a post brings along by their address. */

let scheduler: Scheduler;
beforeAll(async () => {
  scheduler = await startScheduler();
});
afterAll(() => scheduler.close());

describe('a video', () => {
  const moving = (address?: string) => ({
    ...{ scheduled_time: hours(24), platform: 'twitter', caption: 'moving', video_url: address },
  });

  test('is fetched when the post is made, and stored once', async () => {
    const { body } = await scheduler.shop.client.post('/api/scheduler/schedule', {
      scheduled_time: hours(24),
      platform: 'twitter',
      caption: 'moving',
      video_url: scheduler.media.at('clip.mp4'),
    });
    expect(body.media).toEqual([
      { kind: 'video', image: null, video: expect.any(String), url: null, alt_text: null },
    ]);
    expect(await row('select kind, file_key as key from post_media where post_id = $1', [body.id])).toEqual({
      kind: 'video',
      key: expect.stringMatching(/^videos\/[0-9a-f-]{69}\.mp4$/),
    });
  });

  test('of one post is not removed with that of another, though they are the same', async () => {
    const keyOf = async () => {
      const { body } = await scheduler.shop.client.post(
        '/api/scheduler/schedule',
        moving(scheduler.media.at('clip.mp4')),
      );
      const found = await row<{ key: string }>('select file_key as key from post_media where post_id = $1', [
        body.id,
      ]);
      return found?.key;
    };
    expect(await keyOf()).not.toBe(await keyOf());
  });

  test('is not fetched for a post that is refused for something else, by POST and by PATCH', async () => {
    const before = scheduler.media.asked.length;
    const address = scheduler.media.at('clip.mp4?refused');
    for (const fault of [{ caption: 'x'.repeat(281) }, { scheduled_time: hours(-1) }, { platform: 'reddit' }])
      expect(
        (await scheduler.shop.client.post('/api/scheduler/schedule', { ...moving(address), ...fault }))
          .status,
      ).toBe(400);
    const { id } = await scheduler.aPost({ platform: 'twitter', image: await scheduler.anImage() });
    const edit = { caption: 'x'.repeat(281), video_url: address };
    expect((await scheduler.shop.client.patch(`/api/scheduler/posts/${id}/`, edit)).status).toBe(400);
    expect(scheduler.media.asked).toHaveLength(before);
  });

  test('that cannot be taken takes those along that were stored before it, and there are not too many', async () => {
    const stored = () => readdir(join(scheduler.api.config.MEDIA_DIR, 'videos'));
    const before = await stored();
    const several = (names: string[]) => ({
      ...moving(),
      media: names.map((name) => ({ video_url: scheduler.media.at(name) })),
      ...{ platform: 'instagram' },
    });
    const lost = await scheduler.shop.client.post(
      '/api/scheduler/schedule',
      several(['clip.mp4', 'lost.mp4']),
    );
    expect(lost).toMatchObject({
      status: 400,
      body: { details: { 'media.1.video_url': expect.anything() } },
    });
    expect(await stored()).toEqual(before);
    const many = Array.from({ length: 11 }, (_, index) => `clip.mp4?${index}`);
    expect(await scheduler.shop.client.post('/api/scheduler/schedule', several(many))).toMatchObject({
      status: 400,
      body: { details: { 'media.10.video_url': expect.anything() } },
    });
  });

  test('that is not there, or is no video, is refused at its field', async () => {
    for (const name of ['lost.mp4', '20x20.png']) {
      const { status, body } = await scheduler.shop.client.post('/api/scheduler/schedule', {
        scheduled_time: hours(24),
        platform: 'twitter',
        caption: 'moving',
        media: [{ video_url: scheduler.media.at(name) }],
      });
      expect({ status, fields: Object.keys(body.details) }).toEqual({
        status: 400,
        fields: ['media.0.video_url'],
      });
    }
  });
});
