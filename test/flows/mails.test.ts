import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Mail } from '../../db/models/mail.ts';
import { eventually } from '../support/eventually.ts';
import { aPassword, aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

const newPassword = 'Battery-staple-9';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());

const forget = (email: string) => stack.api.stranger().post('/api/v1/auth/forgot-password', { email });
const signIn = ({ username }: TestPerson, password: string) =>
  stack.api.stranger().post('/api/auth/login', { username, password });

/** The only mail that somebody got, once it is there. */
const mailTo = (address: string) =>
  eventually(async () => {
    const mails = await stack.sandbox.mails(address);
    expect(mails).toHaveLength(1);
    return mails[0];
  });

/** The link in a mail, as it leads to the API of this test. */
function linkIn(mail: { text: string }): URL {
  const [address = ''] = /http:\S+/.exec(mail.text) ?? [];
  return new URL(address.replace('http://localhost:8000', stack.api.url));
}

const tokenIn = (link: URL) => link.searchParams.get('token') ?? '';

/** Opens a page as a browser does. */
async function open(link: URL) {
  const response = await fetch(link);
  return { status: response.status, html: await response.text() };
}

/** Fills in the form of a page and sends it, with the hidden fields that stand in it. */
async function submit(link: URL, fields: Record<string, string>) {
  const { status, html } = await open(link);
  expect({ status, html }).toMatchObject({ status: 200 });
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
    ([, name, value]): [string, string] => [name ?? '', value ?? ''],
  );
  const action = new URL(/<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '', link);
  const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
  const { headers } = stack.api.stranger();
  const response = await fetch(action, { method: 'POST', headers, body });
  return { status: response.status, html: await response.text() };
}

describe('a forgotten password', () => {
  test('is replaced through the API by the link of a mail, once, and every session ends', async () => {
    const ada = await aPerson(stack.api, 'ada');
    expect((await forget(ada.email)).status).toBe(202);
    const mail = await mailTo(ada.email);
    expect(mail.subject).toBe('Reset your SocialSync password');
    const token = tokenIn(linkIn(mail));

    const reset = (password: string) =>
      stack.api.stranger().post('/api/v1/auth/reset-password', { token, new_password: password });
    expect((await reset(newPassword)).status).toBe(200);
    expect((await ada.client.get('/api/auth/me')).body.code).toBe('session_ended');
    expect((await signIn(ada, aPassword)).status).toBe(401);
    expect((await signIn(ada, newPassword)).status).toBe(200);
    expect(await reset('Another-horse-8')).toMatchObject({
      status: 400,
      body: { code: 'reset_link_invalid' },
    });
    expect((await open(linkIn(mail))).status).toBe(400);
  });

  test('is replaced through the page that the mail links to, once', async () => {
    const grace = await aPerson(stack.api, 'grace');
    await forget(grace.email);
    const link = linkIn(await mailTo(grace.email));
    expect(link.pathname).toBe('/reset-password');

    const weak = await submit(link, { new_password: 'password123', new_password2: 'password123' });
    expect(weak).toMatchObject({ status: 400, html: expect.stringContaining('role="alert"') });
    const done = await submit(link, { new_password: newPassword, new_password2: newPassword });
    expect(done.status).toBe(200);
    expect((await grace.client.get('/api/auth/me')).body.code).toBe('session_ended');
    expect((await signIn(grace, newPassword)).status).toBe(200);
    expect((await open(link)).status).toBe(400);
  });

  test('is answered the same for an address that nobody has, and no mail goes there', async () => {
    const lin = await aPerson(stack.api, 'lin');
    const unknown = await forget('nobody@example.com');
    const known = await forget(lin.email);
    expect(unknown).toMatchObject({ status: known.status, body: known.body });
    // Ordered later, so once it is here the other one would be.
    await mailTo(lin.email);
    expect(await stack.sandbox.mails('nobody@example.com')).toEqual([]);
  });

  test('asked for twice leaves one link that works: the later', async () => {
    const mary = await aPerson(stack.api, 'mary');
    await forget(mary.email);
    const first = linkIn(await mailTo(mary.email));
    await forget(mary.email);
    const [latest] = await eventually(async () => {
      const mails = await stack.sandbox.mails(mary.email);
      expect(mails).toHaveLength(2);
      return mails;
    });
    expect((await open(first)).status).toBe(400);
    expect((await open(linkIn(latest))).status).toBe(200);
  });
});

test('an invitation is accepted by a new person through the page that its mail links to', async () => {
  const owner = await aPerson(stack.api, 'owner');
  const { body: projects } = await owner.client.get('/api/v1/projects');
  const path = `/api/v1/projects/${projects[0].id}`;
  const email = `new.${owner.username}@example.com`;
  const invited = await owner.client.post(`${path}/invitations`, { email, role: 'editor' });
  expect(invited.status).toBe(201);

  const link = linkIn(await mailTo(email));
  expect(link.pathname).toBe('/invitation');
  const joined = await submit(link, { name: 'Nora New', password: newPassword });
  expect(joined).toMatchObject({ status: 200, html: expect.stringContaining(projects[0].name) });

  const { body: members } = await owner.client.get(`${path}/members`);
  expect(members).toContainEqual(expect.objectContaining({ email, role: 'editor' }));
  const { body: login } = await stack.api.stranger().post('/api/v1/auth/login', {
    email,
    password: newPassword,
  });
  const nora = stack.api.stranger().with({ authorization: `Bearer ${login.access_token}` });
  expect((await nora.get(path)).body).toMatchObject({ id: projects[0].id });
  expect((await open(link)).status).toBe(400);
});

describe('a mail server that refuses', () => {
  const mailRow = (recipient: string) => Mail.findOne({ where: { recipient }, rejectOnEmpty: true });

  test('for now gets the mail later, once', async () => {
    const { email } = await aPerson(stack.api, 'tim');
    await stack.sandbox.fault({ standIn: 'mail', fault: 'temporary', match: email });
    await forget(email);
    await mailTo(email);
    const mail = await eventually(async () => {
      const row = await mailRow(email);
      expect(row).toMatchObject({ status: 'sent', failure: null });
      return row;
    });
    const workflow = await stack.temporal.workflow.getHandle(`send-mail/${mail.id}`).fetchHistory();
    const attempts = workflow.events?.map(
      ({ activityTaskStartedEventAttributes: started }) => started?.attempt,
    );
    expect(attempts).toContain(2);
    expect(await stack.sandbox.mails(email)).toHaveLength(1);
  });

  test('for good fails the mail and its workflow, where operators see it', async () => {
    const { email } = await aPerson(stack.api, 'rex');
    await stack.sandbox.fault({ standIn: 'mail', fault: 'reject', match: email });
    await forget(email);
    const mail = await eventually(async () => {
      const row = await mailRow(email);
      expect(row).toMatchObject({ status: 'failed', failure: expect.stringContaining('550') });
      return row;
    });
    await eventually(async () =>
      expect((await stack.describeWorkflow(`send-mail/${mail.id}`)).status.name).toBe('FAILED'),
    );
    expect(await stack.sandbox.mails(email)).toEqual([]);
  });
});
