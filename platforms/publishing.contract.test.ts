import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../test/support/failureOf.ts';
import { startPublishingContract } from '../test/support/publishingContract.ts';
import type { AccountCall } from './credentials.ts';
import { NeedsReauthorization, Rejected } from './errors.ts';

/**
 * What every platform that publishes promises, tried on its stand-in and driven by its rules: a new platform needs no
 * line here. When the publishing call fails: publishingFailures.contract.test.ts.
 */

const { cases, sandbox, close } = await startPublishingContract();
afterAll(close);
beforeEach(async () => {
  await sandbox.control('reset', {});
});

describe.each(cases)('%s: %s', (_name, _shape, stage) => {
  const { publish, feed, newContent, connect, prepared, commit, fault, revoke, visible, requests } = stage;

  test('what was prepared twice and committed once is there once, and not before', async () => {
    const content = newContent();
    await prepared(content);
    const ready = await prepared(content);
    expect(ready.handle).toEqual(JSON.parse(JSON.stringify(ready.handle)));
    expect([await visible(), await requests()]).toEqual([[], []]);
    const post = await commit(ready);
    expect(post).toEqual({ id: expect.stringMatching(/./), url: expect.stringMatching(/^https?:/) });
    expect([await visible(), await requests()]).toEqual([
      [expect.objectContaining({ id: post.id })],
      [expect.anything()],
    ]);
    const page = await fetch(post.url ?? '', { headers: { 'user-agent': 'Mozilla/5.0' } });
    expect([page.status, page.url]).toEqual([200, expect.stringContaining(feed)]);
  });

  test('nothing leaves after the last moment', async () => {
    const ready = await prepared();
    const http: AccountCall['http'] = {
      ...ready.call.http,
      send: (request) => ready.call.http.send({ ...request, notAfter: new Date(Date.now() - 1) }),
    };
    const late = publish.commit({ ...ready.call, http }, ready.content, ready.handle);
    expect(await failureOf(late)).toMatchObject({ name: 'Unavailable', outcome: 'not sent' });
    expect(await requests()).toEqual([]);
  });

  test('what the platform does not take is refused, and not there', async () => {
    const text = 'long '.repeat(publish.rules.text.maximum);
    const refused = prepared(newContent({ text })).then(commit);
    const failure = await failureOf(refused);
    expect(failure).toBeInstanceOf(Rejected);
    expect(await visible()).toEqual([]);
  });

  test('a token that was taken back publishes nothing: a person is needed', async () => {
    const call = await connect();
    await revoke();
    const content = newContent();
    const publishing = publish
      .prepare(call, content)
      .then(({ handle }) => publish.commit(call, content, handle));
    expect(await failureOf(publishing)).toBeInstanceOf(NeedsReauthorization);
    expect(await visible()).toEqual([]);
  });

  test('fields that nobody announced change nothing', async () => {
    await fault('unknown_fields', { times: 100 });
    const ready = await prepared();
    const post = await commit(ready);
    expect(await visible()).toMatchObject([{ id: post.id }]);
  });

  test('the first comment stands under the post, and the quota counts it, where there are such', async () => {
    const ready = await prepared();
    const before = await publish.quota?.(ready.call);
    const post = await commit(ready);
    if (publish.comment) {
      expect(await publish.comment(ready.call, post.id, 'First!')).toMatch(/./);
    }
    const after = await publish.quota?.(ready.call);
    if (before && after) expect(after).toEqual({ used: before.used + 1, limit: before.limit });
  });
});
