import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createMailActivities } from '../../activities/mails.ts';
import { endComment } from '../../commands/ledger/firstComment.ts';
import { queuePostNotice } from '../../commands/posts/noticeOwner.ts';
import { signLink } from '../../commands/linkTokens.ts';
import { Mail } from '../../db/models/mail.ts';
import { rows } from '../../db/query.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import type { Json } from '../support/apiClient.ts';
import { startMailbox, type Mailbox } from '../support/mailbox.ts';
import { aPublisher, type Publisher } from '../support/publishing.ts';
import { anAccount, aScheduledPost, hours, promisesOf, putInto } from '../support/scheduling.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

let api: TestApi;
let mailbox: Mailbox;
let mails: ReturnType<typeof createMailActivities>;
let shop: Publisher;

beforeAll(async () => {
  api = await startTestApi({ RATE_LIMITS: 'false', SANDBOX_URL: 'http://127.0.0.1:1' });
  mailbox = await startMailbox();
  const platforms = await loadPlatforms({ environment: {}, publicUrl: api.url, sandboxUrl: null });
  const linkSecret = api.config.JWT_SECRET ?? '';
  const now = () => new Date();
  mails = createMailActivities({ mailer: mailbox.mailer, linkSecret, publicUrl: api.url, platforms, now });
});
beforeEach(async () => {
  shop = await aPublisher({ api });
  await anAccount(api, shop);
});
afterAll(async () => {
  await mailbox.close();
  await api.close();
});

const noticesTo = ({ email }: Publisher) =>
  Mail.findAll({ where: { kind: 'post_notice', recipient: email } });

/** A post with a question or a disappointment, its publication, and what its owner was sent. */
async function aNotice(state: string, code: string, made?: Json) {
  const post = made ?? (await aScheduledPost(shop, { caption: 'The lighthouse at dusk' }));
  await putInto(post.id, state, state === 'parked' ? 'needs_attention' : 'failed', { code });
  await promisesOf(post.id);
  expect(await queuePostNotice(post.id)).toBe(true);
  const [mail] = await noticesTo(shop);
  await new MockActivityEnvironment().run((id: string) => mails.deliverMail(id), mail?.id ?? '');
  const email = mailbox.received.at(-1);
  return { id: post.id as number, publication: post.targets[0].id as string, email };
}

const linksIn = (text = '') => [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link);
const linkTo = (page: string, text = '') => linksIn(text).find((link) => link.includes(`/${page}?`)) ?? '';
const stateOf = async (id: number) =>
  (await shop.client.get(`/api/scheduler/posts/${id}`)).body.targets[0].state;

/** Presses the button of a page, as a browser does. */
const press = (link: string, fields: Record<string, string> = {}) => {
  const { pathname, searchParams } = new URL(link);
  const body = new URLSearchParams({ token: searchParams.get('token') ?? '', ...fields });
  return fetch(api.url + pathname, { method: 'POST', body, headers: { 'accept-language': 'en' } });
};

test('a question is asked once by mail, with a link for each verdict', async () => {
  const { id, email } = await aNotice('parked', 'cannot_prove');
  expect(email?.subject).toContain('The lighthouse at dusk');
  for (const page of ['post-found', 'post-again', 'post-given-up'])
    expect(linkTo(page, email?.text)).not.toBe('');
  expect(email?.html).toContain('post-found');
  expect(await queuePostNotice(id)).toBe(false);
  expect(await noticesTo(shop)).toHaveLength(1);
});

test.each([
  ['parked', 'cannot_prove'],
  ['parked', 'late'],
  ['rejected', 'SUBREDDIT_NOTALLOWED'],
  ['skipped', 'late'],
])('every link of the mail about what is %s (%s) leads somewhere', async (state, code) => {
  const { email } = await aNotice(state, code);
  await expectAnswers(linksIn(email?.text));
});

test.each([
  ['waiting', 'needs_reauth', ['/post-given-up?']],
  ['parked', 'reconnect_to_look', ['/post-found?', '/post-given-up?']],
])('who must connect the account again is led to the accounts (%s)', async (state, code, verdicts) => {
  const post = await aScheduledPost(shop);
  await rows('update scheduled_posts set scheduled_time = now() where id = $1 returning id', [post.id]);
  const { email } = await aNotice(state, code, post);
  expect(email?.subject).toMatch(/^En attente de son compte/);
  expect(linksIn(email?.text)).toEqual([
    `${api.url}/dashboard/accounts?project=${shop.projectId}`,
    ...verdicts.map((page) => expect.stringContaining(page)),
    storyOf(post.id),
  ]);
  await expectAnswers(linksIn(email?.text));
});

/** The post's page in the dashboard, in its project, which this API serves none of: its own tests open it. */
const storyOf = (id: number) => `${api.url}/dashboard/posts/${id}?project=${shop.projectId}`;

async function expectAnswers(links: string[]) {
  const answered = links.filter((link) => !link.includes('/dashboard/'));
  expect(answered).not.toEqual([]);
  for (const link of answered) expect((await fetch(link)).status).toBe(200);
}

test.each(['NO_SELFS', 'NO_LINKS', 'NO_IMAGES', 'BAD_URL'])(
  'what a community does not take (%s) is said in words, and not offered again',
  async (code) => {
    const { id, email } = await aNotice('rejected', code);
    const [target] = (await shop.client.get(`/api/scheduler/posts/${id}`)).body.targets;
    for (const told of [email?.text, target.problem.message]) expect(told).not.toContain(code);
    expect(linkTo('post-again', email?.text)).toBe('');
  },
);

test('a refusal says why, and how to try again; a post that is late asks whether it shall still go', async () => {
  const refused = await aNotice('rejected', 'duplicate');
  expect(refused.email?.subject).toBe('Non publié\u00a0: The lighthouse at dusk');
  expect(refused.email?.text).toContain('La plateforme a déjà un post identique');
  expect(refused.email?.text).not.toMatch(/duplicate|partout/);
  // It would be refused again.
  expect(linkTo('post-again', refused.email?.text)).toBe('');
  expect(linkTo('post-found', refused.email?.text)).toBe('');
});

const deliverNotices = async () => {
  const before = mailbox.received.length;
  for (const { id } of await noticesTo(shop))
    await new MockActivityEnvironment().run((mailId: string) => mails.deliverMail(mailId), id);
  return mailbox.received.slice(before);
};

test('two targets that end one after the other bring one mail, which says both', async () => {
  await anAccount(api, shop, 'linkedin');
  const targets = [{ platform: 'twitter' }, { platform: 'linkedin' }];
  const { id } = await aScheduledPost(shop, { platform: undefined, targets });
  await putInto(id, 'rejected', 'publishing', { platform: 'twitter', code: 'duplicate' });
  expect(await queuePostNotice(id)).toBe(true);
  await putInto(id, 'rejected', 'failed', { platform: 'linkedin', code: 'duplicate' });
  expect(await queuePostNotice(id)).toBe(true);
  const [mail, ...others] = await deliverNotices();
  expect(others).toEqual([]);
  expect(mail?.text).toMatch(/X · [^]*LinkedIn · /);
  expect((await noticesTo(shop)).map(({ status }) => status).toSorted()).toEqual(['failed', 'sent']);
});

test('a mail waits for what else becomes of the post', async () => {
  const { id } = await aScheduledPost(shop);
  await putInto(id, 'rejected', 'failed', { code: 'refused' });
  await queuePostNotice(id);
  const [mail] = await noticesTo(shop);
  const [promise] = await rows<{ waits: boolean }>(
    `select available_at > now() + interval '5 seconds' as waits from outbox where input ->> 'mailId' = $1`,
    [mail?.id ?? ''],
  );
  expect(promise).toEqual({ waits: true });
});

test.each([
  ['waiting', 'needs_reauth'],
  ['parked', 'reconnect_to_look'],
])(
  'of an account that has just stopped its own mail tells; later each post says that it waits (%s)',
  async (state, code) => {
    const { id } = await aScheduledPost(shop);
    await rows('update scheduled_posts set scheduled_time = now() where id = $1 returning id', [id]);
    await putInto(id, state, 'needs_attention', { code });
    const stopped = (since: string) =>
      rows(
        `update social_media_connections set connection_status = 'needs_reauth', status_since = $2, user_id = $3
       where project_id = $1 returning id`,
        [shop.projectId, since, shop.userId],
      );
    await stopped(hours(-0.1));
    expect(await queuePostNotice(id)).toBe(false);
    expect(await noticesTo(shop)).toEqual([]);

    await rows(`update scheduled_posts set notices = '{}' where id = $1 returning id`, [id]);
    await stopped(hours(-2));
    expect(await queuePostNotice(id)).toBe(true);
    const [mail] = await deliverNotices();
    expect(mail?.subject).toBe('En attente de son compte\u00a0: a lighthouse');
    expect(mail?.text).not.toContain('publié partout');
  },
);

test.each([
  ['writing', 'unclear', 'n’a pas dit'],
  ['due', 'failed', 'n’a pas pu être écrit'],
])('a first comment that was %s when it ended is told as %s, once', async (was, ends, says) => {
  const { id, targets } = await aScheduledPost(shop);
  await putInto(id, 'published', 'posted');
  const target = targets[0].id as string;
  await rows(
    `update publications set first_comment = 'In our shop', first_comment_state = $2, platform_post_id = $1::text,
       platform_post_url = 'https://x.com/a.shop/status/1' where id = $1::uuid returning id`,
    [target, was],
  );
  for (let each = 0; each < 2; each += 1) await endComment(target, 'needs_reauth');
  const [mail, ...others] = await deliverNotices();
  expect(others).toEqual([]);
  expect(mail?.subject).toContain('Premier commentaire à vérifier');
  expect(mail?.text).toContain(says);
  expect(linksIn(mail?.text)).toEqual(['https://x.com/a.shop/status/1', storyOf(id)]);
  const { body } = await shop.client.get(`/api/scheduler/posts/${id}`);
  expect(body).toMatchObject({
    state: 'posted',
    targets: [
      { problem: { code: `first_comment_${ends}`, message: expect.stringMatching(/premier commentaire/) } },
    ],
  });
  expect(body.targets[0].problem.detail).toBe('needs_reauth');
});

test('a first comment that failed is tried again, one that may stand there is not', async () => {
  const { id, targets } = await aScheduledPost(shop);
  await putInto(id, 'published', 'posted');
  const target = targets[0].id as string;
  const retry = async (state: string) => {
    await rows(
      `update publications set first_comment = 'In our shop', first_comment_state = $2, platform_post_id = $1::text
       where id = $1::uuid returning id`,
      [target, state],
    );
    await promisesOf(id);
    return shop.client.post(`/api/scheduler/posts/${id}/retry`, { target });
  };
  expect(await retry('unclear')).toMatchObject({ status: 409 });
  expect(await retry('failed')).toMatchObject({
    status: 200,
    body: { state: 'posted', targets: [{ first_comment_state: 'due', problem: null }] },
  });
  expect(await promisesOf(id)).toEqual(['wake']);
  await endComment(target, 'unavailable');
  expect(await noticesTo(shop)).toHaveLength(1);
});

test('what its owner gave up is told to nobody; a second failure after a retry is told again', async () => {
  const { id, targets } = await aScheduledPost(shop);
  await putInto(id, 'rejected', 'failed', { code: 'given_up' });
  expect(await queuePostNotice(id)).toBe(false);
  await putInto(id, 'rejected', 'failed', { code: 'refused' });
  expect(await queuePostNotice(id)).toBe(true);
  await shop.client.post(`/api/scheduler/posts/${id}/retry`, { target: targets[0].id });
  await putInto(id, 'rejected', 'failed', { code: 'refused' });
  expect(await queuePostNotice(id)).toBe(true);
});

test('who has left the project hears nothing: its owners do', async () => {
  const { id } = await aScheduledPost(shop);
  const heir = await aPublisher({ api }, 'heir');
  await rows(`update memberships set user_id = $2 where project_id = $1 returning 1 as moved`, [
    shop.projectId,
    heir.userId,
  ]);
  await putInto(id, 'parked', 'needs_attention');
  expect(await queuePostNotice(id)).toBe(true);
  expect(await noticesTo(shop)).toHaveLength(0);
  expect(await noticesTo(heir)).toHaveLength(1);
});

test('opening a link changes nothing; its button says where the post is', async () => {
  const { id, email } = await aNotice('parked', 'cannot_prove');
  const link = linkTo('post-found', email?.text);
  const page = await fetch(link, { headers: { 'accept-language': 'en' } });
  const html = await page.text();
  expect(html).toContain('The lighthouse at dusk');
  expect(html).toContain('name="url"');
  expect(await stateOf(id)).toBe('parked');
  const wrong = await press(link, { url: 'not an address' });
  expect(wrong.status).toBe(400);
  const elsewhere = await press(link, { url: 'https://evil.example/shop/status/1' });
  expect(elsewhere.status).toBe(400);
  expect(await elsewhere.text()).toContain('x.com, twitter.com');
  expect(await stateOf(id)).toBe('parked');
  expect((await press(link, { url: ' https://x.com/a.shop/status/1 ' })).status).toBe(200);
  const { body } = await shop.client.get(`/api/scheduler/posts/${id}`);
  expect(body).toMatchObject({ status: 'posted', platform_post_url: 'https://x.com/a.shop/status/1' });
  expect(await promisesOf(id)).toEqual(['wake']);
  for (const answer of [await fetch(link), await press(link, { url: 'https://x.com/other' })])
    expect(answer.status).toBe(409);
});

test('one button posts it again, or tries it again; one gives it up', async () => {
  const parked = await aNotice('parked', 'late');
  expect((await press(linkTo('post-again', parked.email?.text))).status).toBe(200);
  expect(await stateOf(parked.id)).toBe('planned');

  const again = signLink(api.config.JWT_SECRET ?? '', 'publication', parked.publication);
  await putInto(parked.id, 'rejected', 'failed');
  expect((await press(`${api.url}/post-again?token=${again}`)).status).toBe(200);
  expect(await stateOf(parked.id)).toBe('planned');

  await putInto(parked.id, 'parked', 'needs_attention');
  expect((await press(`${api.url}/post-given-up?token=${again}`)).status).toBe(200);
  expect(await stateOf(parked.id)).toBe('rejected');
});

test('a link that we did not sign, or for something else, decides nothing', async () => {
  const { id, publication } = await aNotice('parked', 'cannot_prove');
  const secret = api.config.JWT_SECRET ?? '';
  for (const token of [
    '',
    publication,
    signLink('another secret', 'publication', publication),
    signLink(secret, 'unsubscribe', publication),
    signLink(secret, 'publication', shop.projectId),
  ])
    expect((await press(`${api.url}/post-again?token=${token}`)).status).toBe(400);
  expect(await stateOf(id)).toBe('parked');
});
