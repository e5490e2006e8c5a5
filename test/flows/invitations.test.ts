import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signLink } from '../../commands/linkTokens.ts';
import { Invitation } from '../../db/models/invitation.ts';
import { Mail } from '../../db/models/mail.ts';
import { Outbox } from '../../db/models/outbox.ts';
import { aPassword, aPerson } from '../support/people.ts';
import { accept, aProject, invite, projectsPath } from '../support/projects.ts';
import { startTestApi, type TestApi } from '../support/testApi.ts';

/** Invitations to a project, and the pages that the links of mails lead to. */

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe('an invitation', () => {
  test('is sent by mail, listed until it is accepted, and accepted once', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const guest = await aPerson(api);
    const { id: invitationId, token } = await invite(api, owner, id, { email: guest.email.toUpperCase() });
    const mail = await Mail.findOne({ where: { subjectId: invitationId }, rejectOnEmpty: true });
    const promised = await Outbox.findAll({ where: { projectId: id, workflow: 'sendMail' } });
    expect(promised.map(({ input }) => input)).toEqual([{ mailId: mail.id }]);
    expect((await owner.client.get(`${projectsPath}/${id}/invitations`)).body).toMatchObject([
      { id: invitationId, role: 'editor', mail_status: 'queued' },
    ]);

    const answers = await Promise.all(Array.from({ length: 3 }, () => accept(guest, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect((await guest.client.get(`${projectsPath}/${id}`)).body.role).toBe('editor');
    expect((await owner.client.get(`${projectsPath}/${id}/invitations`)).body).toEqual([]);
    const again = await owner.client.post(`${projectsPath}/${id}/invitations`, { email: guest.email });
    expect(again.body.code).toBe('already_member');
  });

  test('is for the address it was sent to', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const thief = await aPerson(api);
    const { token } = await invite(api, owner, id, { email: 'somebody@example.com' });
    expect(await accept(thief, token)).toMatchObject({
      status: 403,
      body: { code: 'invitation_for_another' },
    });
    expect((await thief.client.get(`${projectsPath}/${id}`)).status).toBe(404);
  });

  test('works no more once it is withdrawn, replaced or expired', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const guest = await aPerson(api);
    const first = await invite(api, owner, id, { email: guest.email });
    const second = await invite(api, owner, id, { email: guest.email, role: 'viewer' });
    expect((await accept(guest, first.token)).status).toBe(400);
    expect((await owner.client.delete(`${projectsPath}/${id}/invitations/${second.id}`)).status).toBe(204);
    expect((await accept(guest, second.token)).status).toBe(400);
    const third = await invite(api, owner, id, { email: guest.email });
    await Invitation.update({ expiresAt: new Date() }, { where: { id: third.id } });
    expect((await accept(guest, third.token)).body.code).toBe('invitation_invalid');
    expect((await owner.client.get(`${projectsPath}/${id}/invitations`)).body).toEqual([]);
  });
});

describe('the pages behind the links of mails', () => {
  const send = (page: string, fields: Record<string, string>) =>
    fetch(`${api.url}${page}`, {
      method: 'POST',
      headers: { 'x-forwarded-for': `10.9.${Math.trunc(Math.random() * 250)}.1`, 'accept-language': 'en' },
      body: new URLSearchParams(fields),
    });
  const open = (page: string, token: string) =>
    fetch(`${api.url}${page}?token=${encodeURIComponent(token)}`, { headers: { 'accept-language': 'en' } });

  test('let a new person register with the invited address and join', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner, '<b>Store</b> & "Co"');
    const email = `${randomUUID()}@example.com`;
    const { token } = await invite(api, owner, id, { email, role: 'viewer' });

    const page = await open('/invitation', token);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain(email);
    expect(text).not.toContain('<b>Store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);

    const wrong = await send('/invitation', { token, name: '"><i>Neo', password: 'short' });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).not.toContain('<i>Neo');
    const joined = await send('/invitation', { token, name: 'Neo Newman', password: aPassword });
    expect(joined.status).toBe(200);
    expect(await joined.text()).toContain(`href="/dashboard?project=${id}"`);

    const login = await api.stranger().post('/api/v1/auth/login', { email, password: aPassword });
    const neo = api.stranger().with({ authorization: `Bearer ${login.body.access_token}` });
    expect((await neo.get(projectsPath)).body).toMatchObject([
      { id, role: 'viewer' },
      { name: 'Neo Newman' },
    ]);
    expect((await open('/invitation', token)).status).toBe(400);
  });

  test('let who has an account join by its password, and nobody else', async () => {
    const owner = await aPerson(api);
    const id = await aProject(owner);
    const guest = await aPerson(api);
    const { token } = await invite(api, owner, id, { email: guest.email });
    expect((await send('/invitation', { token, password: 'Wrong-horse-7' })).status).toBe(401);
    expect((await guest.client.get(`${projectsPath}/${id}`)).status).toBe(404);
    expect((await send('/invitation', { token, password: aPassword })).status).toBe(200);
    expect((await guest.client.get(`${projectsPath}/${id}`)).status).toBe(200);
  });

  test('let who forgot the password set another one', async () => {
    const { email, username } = await aPerson(api);
    await api.stranger().post('/api/v1/auth/forgot-password', { email });
    const mail = await Mail.findOne({ where: { recipient: email }, rejectOnEmpty: true });
    const token = signLink(api.config.JWT_SECRET ?? '', 'password-reset', mail.subjectId);
    const password = 'Battery-staple-9';
    expect((await open('/reset-password', token)).status).toBe(200);

    const differing = await send('/reset-password', { token, new_password: password, new_password2: 'x' });
    expect(await differing.text()).toContain('The two passwords differ.');
    const set = await send('/reset-password', { token, new_password: password, new_password2: password });
    expect(set.status).toBe(200);
    expect((await api.stranger().post('/api/auth/login', { username, password })).status).toBe(200);
    const used = await open('/reset-password', token);
    expect([used.status, await used.text()]).toEqual([
      400,
      expect.stringContaining('href="/forgotten-password"'),
    ]);
  });

  test('show nothing for a link that was made up', async () => {
    for (const page of ['/invitation', '/reset-password']) {
      const answer = await open(page, `${randomUUID()}.<script>`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(await answer.text()).not.toContain('<script>');
    }
  });
});
