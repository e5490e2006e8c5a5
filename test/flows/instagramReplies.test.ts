import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { row } from '../../db/query.ts';
import { eventually } from '../support/eventually.ts';
import {
  keptTokens,
  startInstagramDirect,
  type DirectAccount,
  type InstagramDirect,
} from '../support/instagramDirect.ts';
import { aPublisher } from '../support/publishing.ts';

/** Replies to comments by a token of the request. */

let direct: InstagramDirect;
beforeAll(async () => {
  direct = await startInstagramDirect();
}, 120_000);
afterAll(() => direct.stack.close());

/** A comment of a customer below a post of the account. */
async function aComment(account: DirectAccount): Promise<string> {
  const { body } = await direct.post('publish-post', {
    ...account,
    image_url: direct.image_url,
    caption: randomUUID(),
  });
  return direct.comment(body.post_id, account);
}

describe('reply-comment', () => {
  test('answers with the id, once for a key, and shows what became of it', async () => {
    const account = await direct.anAccount();
    const comment_id = await aComment(account);
    const key = randomUUID();
    const request = { ...account, comment_id, text: 'Merci ! 😊' };
    const answers = [
      await direct.post('reply-comment', request, key),
      await direct.post('reply-comment', request, key),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [reply] = await direct.repliesTo(account, comment_id);
    for (const { body } of answers) expect(body).toEqual({ success: true, reply_id: reply.id });
    expect(await direct.repliesTo(account, comment_id)).toHaveLength(1);
    const kept = await row<{ id: string }>('select id from comment_replies where reply_id = $1', [reply.id]);
    const { body: detail } = await direct.shop.client.get(`/api/instagram/replies/${kept?.id}/`);
    expect(detail).toMatchObject({ state: 'sent', reply_id: reply.id, text: 'Merci ! 😊', problem: null });
    expect(
      (await (await aPublisher(direct.stack, 'other')).client.get(`/api/instagram/replies/${kept?.id}`))
        .status,
    ).toBe(404);
    expect(await keptTokens()).toEqual([]);
  });

  test('whatever way the answer is lost, one reply stands there', async () => {
    const reply = async (fault: string) => {
      const account = await direct.anAccount();
      const comment_id = await aComment(account);
      await direct.stack.sandbox.fault({
        standIn: 'instagram',
        fault,
        operation: 'comment',
        match: account.page_id,
      });
      const { status, body } = await direct.post('reply-comment', { ...account, comment_id, text: 'Once' });
      expect([200, 202]).toContain(status);
      if (status === 202)
        await eventually(async () => {
          const { body: detail } = await direct.shop.client.get(`/api/instagram/replies/${body.id}`);
          expect(detail.state).toBe('sent');
        }, 60_000);
      expect(await direct.repliesTo(account, comment_id)).toHaveLength(1);
    };
    // Each waits until Instagram would surely show its reply: side by side.
    await Promise.all(['drop_after_work', 'drop_before_work', 'server_error_after_work'].map(reply));
    expect(await keptTokens()).toEqual([]);
  }, 90_000);

  test('the same text twice, as two requests, is two replies', async () => {
    const account = await direct.anAccount();
    const comment_id = await aComment(account);
    const request = { ...account, comment_id, text: 'Thanks' };
    const answers = await Promise.all([
      direct.post('reply-comment', request),
      direct.post('reply-comment', request),
    ]);
    expect(new Set(answers.map(({ body }) => body.reply_id)).size).toBe(2);
    expect(await direct.repliesTo(account, comment_id)).toHaveLength(2);
  });

  test('a refused token, and a comment that is not there, are 400', async () => {
    const account = await direct.anAccount();
    const comment_id = await aComment(account);
    const wrong = { ...account, comment_id, text: 'Hello', access_token: 'IGAA-a-wrong-token-of-a-test' };
    direct.tokens.push(wrong.access_token);
    const refused = await direct.post('reply-comment', wrong);
    expect({ status: refused.status, fields: Object.keys(refused.body.details) }).toEqual({
      ...{ status: 400, fields: ['access_token'] },
    });
    const gone = await direct.post('reply-comment', {
      ...account,
      comment_id: '17800000000000001',
      text: 'Hello',
    });
    expect({ status: gone.status, fields: Object.keys(gone.body.details) }).toEqual({
      ...{ status: 400, fields: ['comment_id'] },
    });
    const escaping = await direct.post('reply-comment', { ...account, comment_id: '../me', text: 'Hello' });
    expect(Object.keys(escaping.body.details)).toEqual(['comment_id']);
  });
});

test('a worker that dies while a reply is on its way leaves one reply', async () => {
  const account = await direct.anAccount();
  const comment = await aComment(account);
  await direct.stack.sandbox.fault({
    ...{ standIn: 'instagram', fault: 'slow_after_work', operation: 'comment', delayMs: 4_000 },
    match: account.page_id,
  });
  const answer = direct.post('reply-comment', { ...account, comment_id: comment, text: 'Still once' });
  await eventually(async () => {
    const sending = await row(
      `select 1 as sending from comment_replies where comment_id = $1 and state = 'sending'`,
      [comment],
    );
    expect(sending).toBeDefined();
    expect(await direct.repliesTo(account, comment)).toHaveLength(1);
  });
  await direct.stack.worker.kill();
  await direct.stack.worker.start();
  expect((await answer).status).toBe(202);
  await eventually(async () => {
    const found = await row<{ state: string }>('select state from comment_replies where comment_id = $1', [
      comment,
    ]);
    expect(found?.state).toBe('sent');
  }, 90_000);
  expect(await direct.repliesTo(account, comment)).toHaveLength(1);
}, 150_000);

test('no token that was given stands in clear: not in a table, a history or a log', async () => {
  expect(direct.tokens.length).toBeGreaterThan(5);
  await direct.expectNoTokenInClear();
});
