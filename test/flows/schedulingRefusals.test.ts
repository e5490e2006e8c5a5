import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { aConnection } from '../support/connections.ts';
import { aPublisher, aValidatedImage } from '../support/publishing.ts';
import { startScheduler, type Scheduler } from '../support/scheduler.ts';
import { hours } from '../support/scheduling.ts';

/** What a post is refused for when it is scheduled, and at which field. */

let scheduler: Scheduler;
let image: number;
beforeAll(async () => {
  scheduler = await startScheduler();
});
beforeEach(async () => {
  image = await scheduler.anImage();
});
afterAll(() => scheduler.close());

const schedule = (post: object) => scheduler.schedule({ image, ...post });
const aPost = (post: object = {}) => scheduler.aPost({ image, ...post });

describe('a post is refused, with the field at fault, when', () => {
  const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
  const refused: [string, () => object, string, RegExp][] = [
    ['its time has passed', () => ({ scheduled_time: minutes(-2) }), 'scheduled_time', /passed/],
    ['its time has no zone', () => ({ scheduled_time: '2027-01-01T10:00:00' }), 'scheduled_time', /time/],
    [
      'its time is more than two years ahead',
      () => ({ scheduled_time: hours(24 * 732) }),
      'scheduled_time',
      /two years/,
    ],
    ['its image is not there', () => ({ image: 2_000_000_000 }), 'image', /no such image/],
    [
      'its caption is too long for the platform',
      () => ({ caption: 'a'.repeat(2201) }),
      'caption',
      /Instagram takes at most 2200 .* has 2201/,
    ],
    [
      'its caption and hashtags are too long together',
      () => ({ caption: 'a'.repeat(2191), hashtags: '#holiday' }),
      'caption',
      /2200/,
    ],
    [
      'it has more hashtags than Instagram takes',
      () => ({ hashtags: Array.from({ length: 31 }, (_, each) => `#h${each}`).join(' ') }),
      'hashtags',
      /30 hashtags; this has 31/,
    ],
    ['a tweet is too long', () => ({ platform: 'twitter', caption: 'é'.repeat(281) }), 'caption', /X .*280/],
    [
      'it has more hashtags than Instagram takes within its caption',
      () => ({ caption: Array.from({ length: 31 }, (_, each) => `#h${each}`).join(' ') }),
      'caption',
      /30 hashtags; this has 31/,
    ],
    ['Instagram gets text alone', () => ({ image: null }), 'image', /needs a picture or a video/],
    [
      'Instagram gets an empty list',
      () => ({ image: undefined, media: [] }),
      'media',
      /needs a picture or a video/,
    ],
    [
      'one of its targets lacks its subreddit',
      () => ({ platform: undefined, targets: [{ platform: 'twitter' }, { platform: 'reddit' }] }),
      'targets.1.options.subreddit',
      /needs "subreddit"/,
    ],
    [
      'its video has no address',
      () => ({ image: undefined, video_url: 'clip.mp4' }),
      'video_url',
      /such as https:/,
    ],
    ['there is no such platform', () => ({ platform: 'myspace' }), 'platform', /Choose among: .*instagram/],
    ['its platform cannot be published to', () => ({ platform: 'whatsapp' }), 'platform', /Choose among/],
    [
      'no account is connected',
      () => ({ platform: 'youtube' }),
      'platform',
      /Connect one: GET \/api\/social-accounts\/connect\/youtube/,
    ],
    [
      'the connection is of another platform',
      () => ({ connection_id: scheduler.idOf('facebook') }),
      'connection_id',
      /Facebook/,
    ],
    [
      'the same account is named twice',
      () => ({
        platform: undefined,
        targets: [{ platform: 'instagram' }, { connection_id: scheduler.idOf('instagram') }],
      }),
      'targets.1',
      /twice/,
    ],
    [
      'one of its targets has too long a text',
      () => ({
        platform: undefined,
        targets: [{ platform: 'instagram' }, { platform: 'twitter', caption: 'x'.repeat(300) }],
      }),
      'targets.1.caption',
      /280/,
    ],
    [
      'its first comment is longer than a reply at X',
      () => ({ image: undefined, platform: 'twitter', first_comment: 'x'.repeat(281) }),
      'first_comment',
      /280 characters in a comment; this has 281/,
    ],
    [
      'an alternative text is longer than Instagram takes',
      () => ({ alt_text: 'x'.repeat(1001) }),
      'alt_text',
      /1000 characters in an alternative text/,
    ],
    [
      'one of its targets has too long an alternative text of its own',
      () => ({ platform: undefined, targets: [{ platform: 'twitter', alt_texts: ['x'.repeat(1001)] }] }),
      'targets.0.alt_texts',
      /1000/,
    ],
    ['it names no target', () => ({ platform: undefined }), 'platform', /required/],
    ['it names an unknown option', () => ({ options: { mood: 'x' } }), 'options.mood', /does not know/],
    ['a subreddit is missing', () => ({ platform: 'reddit' }), 'options.subreddit', /needs "subreddit"/],
    [
      'it has both an image and a video',
      () => ({ video_url: 'https://example.com/a.mp4' }),
      'media',
      /only one/,
    ],
    [
      'its video is inside our network',
      () => ({ image: undefined, video_url: 'http://169.254.169.254/latest' }),
      'video_url',
      /public Internet/,
    ],
  ];
  test.each(refused)('%s', async (_, post, field, message) => {
    const client = scheduler.shop.client.with({ 'accept-language': 'en' });
    const { status, body } = await client.post('/api/scheduler/schedule', {
      scheduled_time: hours(24),
      platform: 'instagram',
      image,
      caption: 'a',
      ...post(),
    });
    expect({ status, details: body.details }).toMatchObject({ status: 400 });
    expect(body.details[field]?.join(' ')).toMatch(message);
  });

  test('its time passed less than a minute ago: that is accepted', async () => {
    await aPost({ scheduled_time: new Date(Date.now() - 30_000).toISOString() });
  });

  test.each([
    ['is not validated', `status = 'generated'`],
    ['was rejected', `status = 'rejected'`],
    ['has no file', 'file_key = null'],
  ])('its image %s', async (_, change) => {
    await rows(`update images set ${change} where id = $1 returning id`, [image]);
    const { status, body } = await schedule({});
    expect({ status, fields: Object.keys(body.details) }).toEqual({ status: 400, fields: ['image'] });
  });

  test('its image or its account is another project’s', async () => {
    const other = await aPublisher(scheduler, 'other');
    const theirs = await aValidatedImage(scheduler, other);
    const account = await aConnection(scheduler.api, other.projectId, 'instagram');
    const { status, body } = await schedule({ image: theirs, connection_id: account.id });
    expect(status).toBe(400);
    expect(Object.keys(body.details).sort()).toEqual(['connection_id', 'image']);
  });

  test('its account must be connected again, or the project has several', async () => {
    const lonely = await aPublisher(scheduler, 'lonely');
    const client = lonely.client.with({ 'accept-language': 'en' });
    const account = await aConnection(scheduler.api, lonely.projectId, 'twitter');
    const post = { scheduled_time: hours(1), platform: 'twitter', caption: 'a' };
    await account.update({ connectionStatus: 'needs_reauth' });
    const needing = await client.post('/api/scheduler/schedule', post);
    expect(needing.status).toBe(400);
    expect(needing.body.details.platform[0]).toMatch(/until it is connected again: GET/);
    await account.update({ connectionStatus: 'active' });
    const second = await aConnection(scheduler.api, lonely.projectId, 'twitter');
    const several = await client.post('/api/scheduler/schedule', post);
    expect(several.body.details.connection_id[0]).toContain(second.id);
    const named = await client.post('/api/scheduler/schedule', { ...post, connection_id: second.id });
    expect(named.body.targets[0].connection_id).toBe(second.id);
  });
});
