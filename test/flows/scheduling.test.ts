import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { schedulePost } from '../../commands/posts/schedulePost.ts';
import { row, rows } from '../../db/query.ts';
import type { Json } from '../support/apiClient.ts';
import { startScheduler, type Scheduler } from '../support/scheduler.ts';
import { hours } from '../support/scheduling.ts';

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
      targets: [{ connection_id: scheduler.idOf('instagram'), platform: 'instagram', state: 'planned' }],
    });
    const { body: read } = await scheduler.shop.client.get(`/api/scheduler/posts/${body.id}/`);
    const { warnings: _, image: __, ...told } = body;
    expect(read).toMatchObject(told);
    expect(read).toMatchObject({
      user: { id: scheduler.shop.id, username: scheduler.shop.username },
      image: { id: image, prompt: 'a lighthouse' },
      posted_at: null,
      metadata: {},
    });
  });

  test('promises one workflow, and begins the timeline', async () => {
    const { id } = await aPost();
    expect(await outboxOf(id)).toEqual([{ action: 'start' }]);
    const { body } = await scheduler.shop.client.get(`/api/scheduler/posts/${id}/timeline`);
    expect(body).toMatchObject({
      id,
      events: [
        {
          kind: 'created',
          state: 'scheduled',
          by: { id: scheduler.shop.id, username: scheduler.shop.username },
        },
      ],
    });
  });

  test('a draft is kept, and nothing is promised until it is scheduled', async () => {
    const { id, state, status } = await aPost({ draft: true });
    expect({ state, status }).toEqual({ state: 'draft', status: 'scheduled' });
    expect(await outboxOf(id)).toEqual([]);
    const { body } = await scheduler.shop.client.patch(`/api/scheduler/posts/${id}`, { draft: false });
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
        { connection_id: scheduler.idOf('twitter'), caption: 'Shorter' },
      ],
    });
    expect(post.targets).toMatchObject([
      { platform: 'instagram', caption: null, first_comment: 'First!', alt_texts: ['Un phare'] },
      { platform: 'twitter', caption: 'Shorter' },
    ]);
    expect(post.media).toMatchObject([{ kind: 'image', image, alt_text: 'A lighthouse' }]);
    const { body } = await scheduler.shop.client.post('/api/scheduler/validate', {
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
    const second = await scheduler.anImage();
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
    expect(again.warnings).toMatchObject([{ code: 'duplicate_post', target: scheduler.idOf('instagram') }]);
    expect(again.warnings[0].message).toContain(String(id));
    expect((await aPost({ ...soon, caption: `${caption} and again` })).warnings).toEqual([]);
  });

  test('words among the hashtags become hashtags', async () => {
    const { id, hashtags } = await aPost({ hashtags: 'noel fete' });
    expect(hashtags).toBe('#noel #fete');
    const { body } = await scheduler.shop.client.patch(`/api/scheduler/posts/${id}`, { hashtags: 'été' });
    expect(body.hashtags).toBe('#été');
  });

  test('a key is one post, however often it comes', async () => {
    const body = { scheduled_time: hours(24), platform: 'instagram', image, caption: 'once' };
    const headers = { 'idempotency-key': `once-${image}` };
    const [one, other] = [
      await scheduler.shop.client.post('/api/scheduler/schedule', body, { headers }),
      await scheduler.shop.client.post('/api/scheduler/schedule', body, { headers }),
    ];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body.id).toBe(one.body.id);
    const { body: found } = await scheduler.shop.client.get('/api/scheduler/posts?page_size=100');
    expect(found.results.filter(({ caption }: Json) => caption === 'once')).toHaveLength(1);
  });
});

test('an image or an account that changes while a post is made keeps it from being made', async () => {
  const contents = {
    projectId: scheduler.shop.projectId,
    userId: scheduler.shop.userId,
    ...{ caption: 'a', hashtags: '', placement: 'feed' as const, state: 'scheduled' as const },
    ...{ scheduledTime: new Date(hours(1)), lateMinutes: 360, lateAction: 'ask' as const },
    media: [{ kind: 'image' as const, imageId: image, fileKey: 'images/a.png', altText: null }],
    targets: [
      {
        connectionId: scheduler.idOf('facebook'),
        caption: null,
        firstComment: null,
        altTexts: null,
        options: {},
      },
    ],
  };
  const connection = (status: string) =>
    rows(`update social_media_connections set connection_status = $2 where id = $1 returning id`, [
      scheduler.idOf('facebook'),
      status,
    ]);
  const countPosts = () => row('select count(*) from scheduled_posts');
  const before = await countPosts();
  await connection('needs_reauth');
  await expect(schedulePost(contents)).rejects.toMatchObject({ code: 'post_changed_meanwhile' });
  await connection('active');
  await rows(`update images set status = 'rejected' where id = $1 returning id`, [image]);
  await expect(schedulePost(contents)).rejects.toMatchObject({ code: 'post_changed_meanwhile' });
  expect(await countPosts()).toEqual(before);
  await rows(`update images set status = 'validated' where id = $1 returning id`, [image]);
  expect((await schedulePost(contents)).targets[scheduler.idOf('facebook')]).toMatch(/^[0-9a-f-]{36}$/);
});
