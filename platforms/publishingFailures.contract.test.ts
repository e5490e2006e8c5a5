import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../test/support/eventually.ts';
import { failureOf } from '../test/support/failureOf.ts';
import { startPublishingContract } from '../test/support/publishingContract.ts';
import { RateLimited, Unavailable } from './errors.ts';

/**
 * What every platform promises of a post whose publishing call was lost, failed, or came too soon; like
 * publishing.contract.test.ts, driven by its rules.
 */

const { cases, sandbox, close } = await startPublishingContract();
afterAll(close);
beforeEach(async () => {
  await sandbox.control('reset', {});
});

describe.each(cases)('%s: %s', (_name, _shape, stage) => {
  const { publish, prepared, commit, readBack, fault, visible, requests } = stage;

  test('a post whose answer was lost is found', async () => {
    const ready = await prepared();
    await fault('drop_after_work', { operation: 'commit' });
    expect(await failureOf(publish.commit(ready.call, ready.content, ready.handle))).toMatchObject({
      name: 'Unavailable',
      outcome: 'unknown',
    });
    const [post, ...others] = await eventually(async () => {
      const seen = await visible();
      expect(seen).not.toEqual([]);
      return seen;
    });
    expect(others).toEqual([]);
    expect(await readBack(ready, 'found')).toMatchObject({ kind: 'found', post: { id: post?.id } });
  });

  test('a commit that never arrived is not there, and the next one is, once; or nothing can prove it', async () => {
    const ready = await prepared();
    await fault('drop_before_work', { operation: 'commit' });
    expect(await failureOf(publish.commit(ready.call, ready.content, ready.handle))).toMatchObject({
      name: 'Unavailable',
      outcome: 'unknown',
    });
    const long = { ...ready, evidence: { ...ready.evidence, since: new Date(Date.now() - 60 * 60_000) } };
    const finding = await readBack(ready).catch(() => readBack(long));
    // Where only a platform's refusal of what it has can tell, asking publishes what never arrived.
    if (finding.kind === 'found') return expect(await visible()).toMatchObject([{ id: finding.post.id }]);
    expect(['absent', 'unprovable']).toContain(finding.kind);
    if (finding.kind === 'unprovable') return;
    await commit(ready);
    expect([(await visible()).length, (await requests()).length]).toEqual([1, 2]);
  });

  test('a platform that is busy says for how long; afterwards it publishes', async () => {
    const ready = await prepared();
    await fault('rate_limited', { operation: 'commit', retryAfterSeconds: 120 });
    const failure = await failureOf(publish.commit(ready.call, ready.content, ready.handle));
    expect(failure).toBeInstanceOf(RateLimited);
    const { retryAfterMs } = failure as RateLimited;
    expect(retryAfterMs ?? 120_000).toBeGreaterThan(50_000);
    expect(await visible()).toEqual([]);
    await commit(ready);
    expect(await visible()).toHaveLength(1);
  });

  test('a failing platform leaves open what it did, and can be read back', async () => {
    const ready = await prepared();
    await fault('server_error_after_work', { operation: 'commit' });
    const failure = await failureOf(publish.commit(ready.call, ready.content, ready.handle));
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure).toMatchObject({ outcome: 'unknown' });
    expect(await readBack(ready, 'found')).toMatchObject({ kind: 'found' });
    expect(await visible()).toHaveLength(1);
  });
});
