import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { schedulePost } from '../../commands/posts/schedulePost.ts';
import type { Connection } from '../../db/models/connection.ts';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { aConnection } from '../support/connections.ts';
import { startMediaServer, type MediaServer } from '../support/mediaServer.ts';
import { aPublisher, aValidatedImage, type Publisher } from '../support/publishing.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let shop: Publisher;
let image: number;
let media: MediaServer;
const accounts: Record<string, Connection> = {};

beforeAll(async () => {
  media = await startMediaServer();
  // Films of the sandbox are taken from inside, for nothing of it is public.
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: new URL(media.at('')).origin });
  shop = await aPublisher({ api });
  for (const platform of ['instagram', 'facebook', 'twitter', 'linkedin', 'reddit'])
    accounts[platform] = await aConnection(api, shop.projectId, platform);
});
beforeEach(async () => {
  image = await aValidatedImage({ api }, shop);
});
afterAll(async () => {
  await api.close();
  await media.close();
});

const hours = (count: number) => new Date(Date.now() + count * 60 * 60_000).toISOString();
const idOf = (platform: string) => accounts[platform]?.id ?? '';

/** Schedules a post; the answer as it came. */
const schedule = (post: object) =>
  shop.client.post('/api/scheduler/schedule/', {
    scheduled_time: hours(24),
    platform: 'instagram',
    image,
    caption: 'Joyeux Noël! 🎄✨',
    ...post,
  });

/** Schedules a post that is accepted. */
async function aPost(post: object = {}): Promise<Json> {
  const { status, body } = await schedule(post);
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}

const outboxOf = (postId: number) =>
  rows<{ action: string }>(
    `select action from outbox where workflow = 'publishPost' and input ->> 'postId' = $1::text order by id`,
    [String(postId)],
  );

describe('POST /api/scheduler/schedule', () => {
  test('answers as specified, with what is finer beside it', async () => {
    const time = hours(30);
    const { status, body } = await schedule({ scheduled_time: time, hashtags: '#christmas #holiday' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      image: { id: image, image_url: expect.stringContaining('/media/images/') },
      scheduled_time: time,
      platform: 'instagram',
      caption: 'Joyeux Noël! 🎄✨',
      hashtags: '#christmas #holiday',
      status: 'scheduled',
      state: 'scheduled',
      late_policy: { action: 'ask', minutes: 360 },
      targets: [{ connection_id: idOf('instagram'), platform: 'instagram', state: 'planned' }],
    });
    const { body: read } = await shop.client.get(`/api/scheduler/posts/${body.id}/`);
    const { warnings: _, image: __, ...told } = body;
    expect(read).toMatchObject(told);
    expect(read).toMatchObject({
      user: { id: shop.id, username: shop.username },
      image: { id: image, prompt: 'a lighthouse' },
      posted_at: null,
      metadata: {},
    });
  });

  test('promises one workflow, and begins the timeline', async () => {
    const { id } = await aPost();
    expect(await outboxOf(id)).toEqual([{ action: 'start' }]);
    const { body } = await shop.client.get(`/api/scheduler/posts/${id}/timeline`);
    expect(body).toMatchObject({
      id,
      events: [{ kind: 'created', state: 'scheduled', by: { id: shop.id, username: shop.username } }],
    });
  });

  test('a draft is kept, and nothing is promised until it is scheduled', async () => {
    const { id, state, status } = await aPost({ draft: true });
    expect({ state, status }).toEqual({ state: 'draft', status: 'scheduled' });
    expect(await outboxOf(id)).toEqual([]);
    const { body } = await shop.client.patch(`/api/scheduler/posts/${id}`, { draft: false });
    expect(body.state).toBe('scheduled');
    expect(await outboxOf(id)).toEqual([{ action: 'wake' }]);
  });

  test('one post goes to several accounts, with what is another at each', async () => {
    const post = await aPost({
      platform: undefined,
      hashtags: '#a',
      alt_text: 'A lighthouse',
      first_comment: 'First!',
      targets: [
        { platform: 'instagram', alt_texts: ['Un phare'] },
        { connection_id: idOf('twitter'), caption: 'Shorter' },
      ],
    });
    expect(post.targets).toMatchObject([
      { platform: 'instagram', caption: null, first_comment: 'First!', alt_texts: ['Un phare'] },
      { platform: 'twitter', caption: 'Shorter' },
    ]);
    expect(post.media).toMatchObject([{ kind: 'image', image, alt_text: 'A lighthouse' }]);
    const { body } = await shop.client.post('/api/scheduler/validate', {
      scheduled_time: hours(24),
      caption: 'Long',
      hashtags: '#a',
      image,
      targets: [{ platform: 'instagram' }, { platform: 'twitter', caption: 'Shorter' }],
    });
    expect(body.targets.map(({ text }: Json) => text)).toEqual(['Long\n\n#a', 'Shorter\n\n#a']);
  });

  test('text alone and several images go where the platform takes them', async () => {
    await aPost({ platform: 'twitter', image: undefined });
    const second = await aValidatedImage({ api }, shop);
    const post = await aPost({ image: undefined, media: [{ image }, { image: second, alt_text: 'b' }] });
    expect(post.media).toMatchObject([
      { image, alt_text: null },
      { image: second, alt_text: 'b' },
    ]);
  });

  test('warns of another post with the same text at the account, as the dry run does', async () => {
    const caption = `again ${image}`;
    const soon = { scheduled_time: hours(0.5) };
    const { id } = await aPost({ ...soon, caption });
    const again = await aPost({ ...soon, caption });
    expect(again.warnings).toMatchObject([{ code: 'duplicate_post', target: idOf('instagram') }]);
    expect(again.warnings[0].message).toContain(String(id));
    expect((await aPost({ ...soon, caption: `${caption} and again` })).warnings).toEqual([]);
  });

  test('words among the hashtags become hashtags', async () => {
    const { id, hashtags } = await aPost({ hashtags: 'noel fete' });
    expect(hashtags).toBe('#noel #fete');
    const { body } = await shop.client.patch(`/api/scheduler/posts/${id}`, { hashtags: 'été' });
    expect(body.hashtags).toBe('#été');
  });

  test('a key is one post, however often it comes', async () => {
    const body = { scheduled_time: hours(24), platform: 'instagram', image, caption: 'once' };
    const headers = { 'idempotency-key': `once-${image}` };
    const [one, other] = [
      await shop.client.post('/api/scheduler/schedule', body, { headers }),
      await shop.client.post('/api/scheduler/schedule', body, { headers }),
    ];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body.id).toBe(one.body.id);
    const { body: found } = await shop.client.get('/api/scheduler/posts?page_size=100');
    expect(found.results.filter(({ caption }: Json) => caption === 'once')).toHaveLength(1);
  });
});

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
      () => ({ connection_id: idOf('facebook') }),
      'connection_id',
      /Facebook/,
    ],
    [
      'the same account is named twice',
      () => ({
        platform: undefined,
        targets: [{ platform: 'instagram' }, { connection_id: idOf('instagram') }],
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
    const client = shop.client.with({ 'accept-language': 'en' });
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
    const other = await aPublisher({ api }, 'other');
    const theirs = await aValidatedImage({ api }, other);
    const account = await aConnection(api, other.projectId, 'instagram');
    const { status, body } = await schedule({ image: theirs, connection_id: account.id });
    expect(status).toBe(400);
    expect(Object.keys(body.details).sort()).toEqual(['connection_id', 'image']);
  });

  test('its account must be connected again, or the project has several', async () => {
    const lonely = await aPublisher({ api }, 'lonely');
    const client = lonely.client.with({ 'accept-language': 'en' });
    const account = await aConnection(api, lonely.projectId, 'twitter');
    const post = { scheduled_time: hours(1), platform: 'twitter', caption: 'a' };
    await account.update({ connectionStatus: 'needs_reauth' });
    const needing = await client.post('/api/scheduler/schedule', post);
    expect(needing.status).toBe(400);
    expect(needing.body.details.platform[0]).toMatch(/until it is connected again: GET/);
    await account.update({ connectionStatus: 'active' });
    const second = await aConnection(api, lonely.projectId, 'twitter');
    const several = await client.post('/api/scheduler/schedule', post);
    expect(several.body.details.connection_id[0]).toContain(second.id);
    const named = await client.post('/api/scheduler/schedule', { ...post, connection_id: second.id });
    expect(named.body.targets[0].connection_id).toBe(second.id);
  });
});

describe('a video', () => {
  const moving = (address?: string) => ({
    ...{ scheduled_time: hours(24), platform: 'twitter', caption: 'moving', video_url: address },
  });

  test('is fetched when the post is made, and stored once', async () => {
    const { body } = await shop.client.post('/api/scheduler/schedule', {
      scheduled_time: hours(24),
      platform: 'twitter',
      caption: 'moving',
      video_url: media.at('clip.mp4'),
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
      const { body } = await shop.client.post('/api/scheduler/schedule', moving(media.at('clip.mp4')));
      const found = await row<{ key: string }>('select file_key as key from post_media where post_id = $1', [
        body.id,
      ]);
      return found?.key;
    };
    expect(await keyOf()).not.toBe(await keyOf());
  });

  test('is not fetched for a post that is refused for something else, by POST and by PATCH', async () => {
    const before = media.asked.length;
    const address = media.at('clip.mp4?refused');
    for (const fault of [{ caption: 'x'.repeat(281) }, { scheduled_time: hours(-1) }, { platform: 'reddit' }])
      expect(
        (await shop.client.post('/api/scheduler/schedule', { ...moving(address), ...fault })).status,
      ).toBe(400);
    const { id } = await aPost({ platform: 'twitter' });
    const edit = { caption: 'x'.repeat(281), video_url: address };
    expect((await shop.client.patch(`/api/scheduler/posts/${id}/`, edit)).status).toBe(400);
    expect(media.asked).toHaveLength(before);
  });

  test('that cannot be taken takes those along that were stored before it, and there are not too many', async () => {
    const stored = () => readdir(join(api.config.MEDIA_DIR, 'videos'));
    const before = await stored();
    const several = (names: string[]) => ({
      ...moving(),
      media: names.map((name) => ({ video_url: media.at(name) })),
      ...{ platform: 'instagram' },
    });
    const lost = await shop.client.post('/api/scheduler/schedule', several(['clip.mp4', 'lost.mp4']));
    expect(lost).toMatchObject({
      status: 400,
      body: { details: { 'media.1.video_url': expect.anything() } },
    });
    expect(await stored()).toEqual(before);
    const many = Array.from({ length: 11 }, (_, index) => `clip.mp4?${index}`);
    expect(await shop.client.post('/api/scheduler/schedule', several(many))).toMatchObject({
      status: 400,
      body: { details: { 'media.10.video_url': expect.anything() } },
    });
  });

  test('that is not there, or is no video, is refused at its field', async () => {
    for (const name of ['lost.mp4', '20x20.png']) {
      const { status, body } = await shop.client.post('/api/scheduler/schedule', {
        scheduled_time: hours(24),
        platform: 'twitter',
        caption: 'moving',
        media: [{ video_url: media.at(name) }],
      });
      expect({ status, fields: Object.keys(body.details) }).toEqual({
        status: 400,
        fields: ['media.0.video_url'],
      });
    }
  });
});

describe('GET /api/scheduler/posts and statistics', () => {
  test('filter by status, state, platform and time; count by status and target', async () => {
    const reader = await aPublisher({ api }, 'reader');
    await aConnection(api, reader.projectId, 'twitter');
    await aConnection(api, reader.projectId, 'linkedin');
    const make = async (in_: number, post: object) => {
      const request = { scheduled_time: hours(in_), platform: 'twitter', caption: `in ${in_}`, ...post };
      return (await reader.client.post('/api/scheduler/schedule', request)).body.id as number;
    };
    const one = await make(1, {});
    const two = await make(2, {
      platform: undefined,
      targets: [{ platform: 'twitter' }, { platform: 'linkedin' }],
    });
    const three = await make(24 * 90, { draft: true });
    const four = await make(4, {});
    await reader.client.post(`/api/scheduler/posts/${four}/cancel/`);
    const found = async (query: string) => {
      const { body } = await reader.client.get(`/api/scheduler/posts/?${query}`);
      expect(body.count).toBe(body.results.length);
      return body.results.map(({ id }: Json) => id);
    };
    expect(await found('')).toEqual([three, four, two, one]);
    expect(await found('status=cancelled')).toEqual([four]);
    expect(await found('status=scheduled')).toEqual([three, two, one]);
    expect(await found('state=draft')).toEqual([three]);
    expect(await found('platform=linkedin')).toEqual([two]);
    expect(await found(`scheduled_time_after=${hours(1.5)}&scheduled_time_before=${hours(3)}`)).toEqual([
      two,
    ]);
    const sale = await make(5, {
      ...{ platform: undefined, caption: 'Soldes d’ÉTÉ : -100% de stress_libre', hashtags: '#plage' },
      targets: [{ platform: 'twitter' }, { platform: 'linkedin', caption: 'Notre équipe vous attend' }],
    });
    for (const words of ['soldes d’ete', '100%', '100％', 'stress_', '#PLAGE', 'equipe vous'])
      expect([words, await found(`search=${encodeURIComponent(words)}`)]).toEqual([words, [sale]]);
    for (const words of ['1%0', '1％0', 'stress＿libr＿', 'stress.', '%%', '\\', '＼'])
      expect([words, await found(`search=${encodeURIComponent(words)}`)]).toEqual([words, []]);
    expect(await found('search=soldes&state=draft')).toEqual([]);
    await reader.client.post(`/api/scheduler/posts/${sale}/cancel/`);
    await reader.client.delete(`/api/scheduler/posts/${sale}/`);
    expect((await reader.client.get('/api/scheduler/posts/?status=lost')).status).toBe(400);
    const nowhere = await reader.client.get('/api/scheduler/posts/?platform=myspace');
    expect({ status: nowhere.status, fields: Object.keys(nowhere.body.details) }).toEqual({
      ...{ status: 400, fields: ['platform'] },
    });

    const { body } = await reader.client.get('/api/scheduler/statistics/');
    expect(body).toMatchObject({
      total_posts: 4,
      by_status: { scheduled: 3, posted: 0, failed: 0, cancelled: 1 },
      by_state: { draft: 1, scheduled: 2 },
      by_platform: { twitter: 4, linkedin: 1 },
      upcoming_posts: 2,
    });
  });

  test('another project’s posts are not there', async () => {
    const { id } = await aPost();
    const stranger = await aPublisher({ api }, 'stranger');
    expect((await stranger.client.get(`/api/scheduler/posts/${id}`)).status).toBe(404);
    for (const query of ['', '?search=noel'])
      expect((await stranger.client.get(`/api/scheduler/posts${query}`)).body.count).toBe(0);
    expect((await shop.client.get('/api/scheduler/posts?search=noel')).body.count).toBeGreaterThan(0);
  });
});

describe('a dry run', () => {
  const validate = async (post: object): Promise<Json> => {
    const { status, body } = await shop.client.post('/api/scheduler/validate', {
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
    const before = media.asked.length;
    const answer = await validate({
      image: undefined,
      platform: 'twitter',
      video_url: media.at('nothing.mp4'),
    });
    expect(answer).toMatchObject({
      valid: true,
      warnings: [{ field: 'video_url', code: 'video_not_looked_at' }],
    });
    expect(media.asked).toHaveLength(before);
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
          connection_id: idOf('instagram'),
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

    const { status, body } = await shop.client.post('/api/scheduler/validate', {
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

test('an image or an account that changes while a post is made keeps it from being made', async () => {
  const contents = {
    projectId: shop.projectId,
    userId: shop.userId,
    ...{ caption: 'a', hashtags: '', placement: 'feed' as const, state: 'scheduled' as const },
    ...{ scheduledTime: new Date(hours(1)), lateMinutes: 360, lateAction: 'ask' as const },
    media: [{ kind: 'image' as const, imageId: image, fileKey: 'images/a.png', altText: null }],
    targets: [
      { connectionId: idOf('facebook'), caption: null, firstComment: null, altTexts: null, options: {} },
    ],
  };
  const countPosts = () => row('select count(*) from scheduled_posts');
  const before = await countPosts();
  await accounts.facebook?.update({ connectionStatus: 'needs_reauth' });
  await expect(schedulePost(contents)).rejects.toMatchObject({ code: 'post_changed_meanwhile' });
  await accounts.facebook?.update({ connectionStatus: 'active' });
  await rows(`update images set status = 'rejected' where id = $1 returning id`, [image]);
  await expect(schedulePost(contents)).rejects.toMatchObject({ code: 'post_changed_meanwhile' });
  expect(await countPosts()).toEqual(before);
  await rows(`update images set status = 'validated' where id = $1 returning id`, [image]);
  expect((await schedulePost(contents)).targets[idOf('facebook')]).toMatch(/^[0-9a-f-]{36}$/);
});
