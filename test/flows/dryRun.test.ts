import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { startScheduler, type Scheduler } from '../support/scheduler.ts';
import { hours } from '../support/scheduling.ts';

/** What a post would become, told without making it. */

let scheduler: Scheduler;
let image: number;
beforeAll(async () => {
  scheduler = await startScheduler();
});
beforeEach(async () => {
  image = await scheduler.anImage();
});
afterAll(() => scheduler.close());

const aPost = (post: object = {}) => scheduler.aPost({ image, ...post });

describe('a dry run', () => {
  const validate = async (post: object): Promise<Json> => {
    const { status, body } = await scheduler.shop.client.post('/api/scheduler/validate', {
      scheduled_time: hours(0.5),
      platform: 'instagram',
      image,
      caption: 'try',
      ...post,
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  };

  test.each([
    ['inside our network', 'http://10.0.0.1/clip.mp4', 'fetch_not_public'],
    ['of no known host', 'https://films.invalid/clip.mp4', 'fetch_unreachable'],
    ['with a password', 'https://ada:secret@example.com/clip.mp4', 'fetch_not_an_address'],
  ])('refuses a film %s, as the real request does', async (_, video_url, code) => {
    const answer = await validate({ image: undefined, platform: 'twitter', video_url });
    expect(answer).toMatchObject({ valid: false, errors: [{ field: 'video_url', code }] });
    const several = { image: undefined, platform: 'twitter', media: [{ video_url }] };
    expect((await validate(several)).errors).toMatchObject([{ field: 'media.0.video_url', code }]);
  });

  test('says that nobody has looked at a film yet', async () => {
    const before = scheduler.media.asked.length;
    const answer = await validate({
      image: undefined,
      platform: 'twitter',
      video_url: scheduler.media.at('nothing.mp4'),
    });
    expect(answer).toMatchObject({
      valid: true,
      warnings: [{ field: 'video_url', code: 'video_not_looked_at' }],
    });
    expect(scheduler.media.asked).toHaveLength(before);
  });

  test('says what would be sent, what is done to the picture, and keeps nothing', async () => {
    const before = await row('select count(*) from scheduled_posts');
    const answer = await validate({ hashtags: '#a #b' });
    const becomes = { type: 'image/jpeg', width: expect.any(Number), height: expect.any(Number) };
    expect(answer).toMatchObject({
      valid: true,
      errors: [],
      targets: [
        {
          platform: 'instagram',
          connection_id: scheduler.idOf('instagram'),
          text: 'try\n\n#a #b',
          characters: { used: 10, limit: 2200 },
          hashtags: { used: 2, limit: 30 },
          media: [{ kind: 'image', image, changes: ['converted'], becomes }],
          token: { works_then: true },
          duplicate_of: null,
        },
      ],
    });
    expect(await row('select count(*) from scheduled_posts')).toEqual(before);
  });

  test('says that a story goes without its words, and refuses the words of a medium that is not there', async () => {
    const story = { placement: 'story', hashtags: '#x', first_comment: 'below it' };
    const { warnings, targets } = await validate(story);
    expect(warnings).toMatchObject([{ field: 'caption', code: 'story_without_words', target: 0 }]);
    expect(targets).toMatchObject([{ text: '', characters: { used: 0 }, first_comment: null }]);
    expect((await aPost({ ...story, scheduled_time: hours(0.5), caption: 'unread' })).warnings).toMatchObject(
      [{ code: 'story_without_words' }],
    );
    const quiet = await validate({ placement: 'story', caption: '' });
    expect(quiet.warnings).toEqual([]);

    const { status, body } = await scheduler.shop.client.post('/api/scheduler/validate', {
      ...{ scheduled_time: hours(0.5), platform: 'twitter', caption: 'words', alt_text: 'of nothing' },
    });
    expect({ status, details: body.details }).toEqual({
      status: 400,
      details: { alt_text: [expect.stringContaining('video_url')] },
    });
  });

  test('tells errors that a post would be refused for, and warns of a duplicate and of a token that ends', async () => {
    const { id } = await aPost({ platform: 'twitter', image: undefined, caption: 'said before' });
    const answer = await validate({
      platform: undefined,
      image: undefined,
      caption: 'said before',
      scheduled_time: hours(48),
      targets: [{ platform: 'twitter' }, { platform: 'instagram' }, { platform: 'youtube' }],
    });
    expect(answer.valid).toBe(false);
    expect(answer.errors.map(({ code, target }: Json) => [code, target])).toEqual([
      ['media_needed', 1],
      ['no_connection', 2],
      ['media_needed', 2],
    ]);
    expect(answer.errors[0].message).toBe('Instagram demande une image ou une vidéo.');
    const warnings = answer.warnings.map(({ code, target }: Json) => `${code} ${target}`);
    expect(warnings).toContain('duplicate_post 0');
    expect(answer.targets[0].duplicate_of).toBe(id);
  });
});
