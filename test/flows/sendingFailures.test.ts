import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { rows } from '../../db/query.ts';
import { inState, startDesk, type Desk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

/** Messages whose sending failed, or of which nobody knows whether it did. */

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stack.close());
afterEach(() => desk.playAlong());

describe('an answer that was lost', () => {
  test.each(['whatsapp', 'instagram'] as const)(
    'is found by what %s tells, and nothing is sent twice',
    async (platform) => {
      const inbox = platform === 'whatsapp' ? desk.whatsapp : desk.instagram;
      const { from, id } = await desk.aCustomer(inbox);
      await desk.stack.sandbox.fault({
        ...{ standIn: platform, fault: 'drop_after_work', operation: 'message', match: inbox.account },
      });
      const { body: sent } = await desk.write(id, { content: `lost at ${platform}` });
      const message = await inState(sent.id, 'sent', 'delivered', 'read');
      const sends = await inbox.sends(from);
      expect(sends).toMatchObject([{ sent: true, delivered: false }]);
      expect(message?.external_id).toBe(sends[0].messageId);
      expect(await desk.threadOf(id)).toHaveLength(2);
    },
  );

  test('is not known where nothing is told, and the message is not sent again', async () => {
    await desk.stack.sandbox.control('messaging', {
      platform: 'instagram',
      sentMs: 600_000,
      deliveredMs: 600_000,
    });
    const { from, id } = await desk.aCustomer(desk.instagram);
    await desk.stack.sandbox.fault({
      ...{
        standIn: 'instagram',
        fault: 'drop_after_work',
        operation: 'message',
        match: desk.instagram.account,
      },
    });
    const { body: sent } = await desk.write(id, { content: 'lost for good' });
    await inState(sent.id, 'unknown');
    expect(await desk.ada.client.post(`/api/conversations/${id}/messages/${sent.id}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'message_unknown' },
    });
    // What comes after it is not held up.
    await desk.stack.sandbox.clearFaults();
    const { body: next } = await desk.write(id, { content: 'still there?' });
    await inState(next.id, 'sent');
    expect(await desk.instagram.sends(from)).toHaveLength(2);
  });

  test('because the worker died is found all the same', async () => {
    const { from, id } = await desk.aCustomer(desk.whatsapp);
    await desk.stack.sandbox.fault({
      ...{ standIn: 'whatsapp', fault: 'slow_after_work', operation: 'message', delayMs: 20_000 },
      match: desk.whatsapp.account,
    });
    const { body: sent } = await desk.write(id, { content: 'while the lights go out' });
    await eventually(async () => expect(await desk.whatsapp.sends(from)).toMatchObject([{ sent: true }]));
    await desk.stack.worker.kill();
    await desk.stack.worker.start();
    await inState(sent.id, 'sent', 'delivered', 'read');
    expect(await desk.whatsapp.sends(from)).toHaveLength(1);
  });
});

describe('a message that failed', () => {
  test('because one customer blocked the shop says so, and the account goes on serving the others', async () => {
    const { id } = await desk.aCustomer(desk.instagram, {}, '9980');
    const { body: sent } = await desk.write(id, { content: 'are you there?' });
    expect(await inState(sent.id, 'failed')).toMatchObject({ problem_code: 'recipient_unavailable' });
    expect((await desk.threadOf(id)).at(-1).problem).toMatch(/bloqué/);
    const other = await desk.aCustomer(desk.instagram);
    const { body: next } = await desk.write(other.id, { content: 'good morning' });
    await inState(next.id, 'sent', 'delivered', 'read');
  });

  test('says why, and is sent again when somebody asks for it', async () => {
    const { from, id } = await desk.aCustomer(desk.whatsapp, {}, '9981');
    const { body: sent } = await desk.write(id, { content: 'are you there?' });
    await inState(sent.id, 'failed');
    const shown = (await desk.threadOf(id)).at(-1);
    expect(shown).toMatchObject({ state: 'failed', problem_code: '131026' });
    expect(shown.problem).toMatch(/injoignable/);
    const retried = await desk.ada.client.post(`/api/conversations/${id}/messages/${sent.id}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { id: sent.id, state: 'queued', problem: null } });
    await eventually(async () => expect(await desk.whatsapp.sends(from)).toHaveLength(2));
    await inState(sent.id, 'failed');
  });

  test('is one alone: what was sent is not sent again', async () => {
    const { id } = await desk.aCustomer(desk.instagram);
    const { body: sent } = await desk.write(id, { content: 'fine' });
    await inState(sent.id, 'sent', 'delivered', 'read');
    const again = (message: string) =>
      desk.ada.client.post(`/api/conversations/${id}/messages/${message}/retry`);
    expect(await again(sent.id)).toMatchObject({ status: 409, body: { code: 'message_not_failed' } });
    expect((await again(randomUUID())).status).toBe(404);
  });
});

test('an account that must be connected again is named as the reason', async () => {
  const { id } = await desk.aCustomer(desk.instagram);
  await rows(
    `update social_media_connections set connection_status = 'needs_reauth' where id = $1 returning 1 as kept`,
    [desk.instagram.connectionId],
  );
  const { body: sent } = await desk.write(id, { content: 'hello?' });
  expect(await inState(sent.id, 'failed')).toMatchObject({ problem_code: 'needs_reauth' });
  await rows(
    `update social_media_connections set connection_status = 'active' where id = $1 returning 1 as kept`,
    [desk.instagram.connectionId],
  );
  await desk.ada.client.post(`/api/conversations/${id}/messages/${sent.id}/retry`);
  await inState(sent.id, 'sent', 'delivered', 'read');
});
