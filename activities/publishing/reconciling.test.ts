import { randomBytes } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { resolvePublication, retryPublication } from '../../commands/posts/decidePublication.ts';
import { record } from '../../commands/ledger/record.ts';
import { recordOutcome } from '../../commands/ledger/recordOutcome.ts';
import type { CommitOutcome } from '../../contracts/publishing.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { mayDuplicateItself } from '../../db/publicationEvidence.ts';
import { readSubject } from '../../db/publications.ts';
import { row, rows } from '../../db/query.ts';
import { createVault } from '../../db/vault.ts';
import type { Finding } from '../../platforms/publishing.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { aMember } from '../../test/support/members.ts';
import type { Accounts } from './account.ts';
import type { Content } from './content.ts';
import { seal } from './prepared.ts';
import { createReconciling } from './reconciling.ts';

const vault = createVault(randomBytes(32).toString('hex'));
const staleForMs = 60_000;
let owner: Awaited<ReturnType<typeof aMember>>;
let postId: number;
let publicationId: string;
/** What the platform's list shows, and since when a post there was taken for evidence. */
let shown: Finding;
let askedSince: Date | null;

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 4 });
  owner = await aMember();
});
afterAll(closeDatabase);

beforeEach(async () => {
  ({ postId, publicationId } = await aPublication());
  shown = { kind: 'absent' };
  askedSince = null;
});

async function aPublication(state = 'prepared') {
  const made = await row<{ id: string; postId: number }>(
    `with post as (
       insert into scheduled_posts (project_id, user_id, caption, scheduled_time)
       values ($1, $2, 'a post', now()) returning id)
     insert into publications (post_id, project_id, platform, account_id, state, handle_version)
     select id, $1, 'twitter', 'an account', $3, 1 from post returning id, post_id as "postId"`,
    [owner.projectId, owner.user.id, state],
  );
  if (!made) throw new Error('nothing was made');
  const sealed = seal(vault, made.id, { handle: {}, media: [] });
  await rows('update publications set handle_encrypted = $2 where id = $1 returning id', [made.id, sealed]);
  return { postId: made.postId, publicationId: made.id };
}

/** One call that publishes, and what became of it. */
async function call(outcome: CommitOutcome): Promise<void> {
  await record({ publicationId, event: 'commit' });
  const called = await row<{ epoch: number }>(
    `update publications set epoch = epoch + 1, content_hash = post_id::text, commit_began_at = clock_timestamp(),
       evidence_since = coalesce(evidence_since, clock_timestamp()), commit_deadline_at = clock_timestamp()
     where id = $1 returning epoch`,
    [publicationId],
  );
  await rows(
    `update post_events set epoch = $2, content_hash = post_id::text
     where id = (select max(id) from post_events where publication_id = $1) returning id`,
    [publicationId, called?.epoch],
  );
  await recordOutcome(publicationId, called?.epoch ?? 0, outcome, { checkAfterMs: 0 });
}

const silence: CommitOutcome = { kind: 'silence', detail: 'no answer' };
const duplicate: CommitOutcome = { kind: 'silence', detail: 'X answered 403', isDuplicate: true };

/** Reads back, so long after the call's end. */
async function readBack(endedMs: number) {
  await rows(
    `update publications set commit_deadline_at = clock_timestamp() - make_interval(secs => $2::float / 1000)
     where id = $1 returning id`,
    [publicationId, endedMs],
  );
  const subject = await readSubject(publicationId);
  if (!subject) throw new Error('there is no publication');
  const publish = {
    reconcile: (_call: unknown, _content: unknown, _handle: unknown, { since }: { since: Date }) => {
      askedSince = since;
      return Promise.resolve(shown);
    },
  };
  const accounts = {
    open: () => Promise.resolve({ platform: { publish }, call: {} }),
    staleForMs: () => staleForMs,
  };
  const content = { contentOf: () => ({}) };
  const reconcile = createReconciling({
    accounts: accounts as unknown as Accounts,
    content: content as unknown as Content,
    vault,
  });
  await new MockActivityEnvironment().run(reconcile, subject);
  return row<{ state: string; code: string | null; waitMs: number }>(
    `select state, problem_code as code,
       (extract(epoch from resume_at - clock_timestamp()) * 1000)::double precision as "waitMs"
     from publications where id = $1`,
    [publicationId],
  );
}

const decided = () => ({ projectId: owner.projectId, postId, target: publicationId, actorId: null });

/** Its owner tries it again, as one that can be sent. */
async function retry(): Promise<void> {
  await rows(`update publications set token_encrypted = 'a token' where id = $1 returning id`, [
    publicationId,
  ]);
  await retryPublication(decided());
}

test('a post that a list does not show is looked for again, ever later, until the list cannot be so old', async () => {
  await call(silence);
  const first = await readBack(15_000);
  expect(first).toMatchObject({ state: 'unknown', code: 'not_shown' });
  expect(first?.waitMs).toBeGreaterThan(10_000);
  expect((await readBack(35_000))?.waitMs).toBeGreaterThan(20_000);
  expect(await readBack(staleForMs)).toMatchObject({ state: 'prepared' });
});

test('a platform that shows nothing so far is only said to work on it where it says so', async () => {
  await call(silence);
  shown = { kind: 'pending', code: 'not_shown' };
  expect(await readBack(15_000)).toMatchObject({ state: 'unknown', code: 'not_shown' });
  shown = { kind: 'pending' };
  expect(await readBack(35_000)).toMatchObject({ state: 'unknown', code: 'processing' });
});

test('a duplicate that is refused after an absence disproves it: what it duplicates is found, however old', async () => {
  await call(silence);
  await rows(`update post_events set at = at - interval '1 hour' where publication_id = $1 returning id`, [
    publicationId,
  ]);
  await readBack(staleForMs);
  expect(await mayDuplicateItself(publicationId)).toBe(true);
  await call(duplicate);
  expect(await readBack(staleForMs)).toMatchObject({ state: 'unknown', code: 'duplicate' });
  expect(Date.now() - (askedSince?.getTime() ?? 0)).toBeGreaterThan(3_500_000);
  shown = { kind: 'found', post: { id: 'p1', url: null } };
  expect(await readBack(staleForMs * 2)).toMatchObject({ state: 'published' });
});

test('a duplicate of itself that is never shown is a question to its owner, and never called failed', async () => {
  await call(silence);
  await readBack(staleForMs);
  await call(duplicate);
  expect(await readBack(600_000)).toMatchObject({ state: 'parked', code: 'duplicate_unseen' });
});

test('what another post of ours explains is a duplicate of that one', async () => {
  await call(silence);
  await readBack(staleForMs);
  const other = await aPublication('published');
  await rows(
    `update publications set platform_post_id = $1::uuid::text, content_hash = $2, published_at = now()
     where id = $1 returning id`,
    [other.publicationId, String(postId)],
  );
  expect(await mayDuplicateItself(publicationId)).toBe(false);
});

test('who retries a refused duplicate of itself has it read back first, and can say that it is there', async () => {
  await call(silence);
  await readBack(staleForMs);
  await call({ kind: 'refused', code: 'duplicate', detail: 'X answered 403' });
  await retry();
  shown = { kind: 'found', post: { id: 'p2', url: null } };
  expect(await readBack(600_000)).toMatchObject({ state: 'published' });

  ({ postId, publicationId } = await aPublication());
  shown = { kind: 'absent' };
  await call(silence);
  await readBack(staleForMs);
  await call({ kind: 'refused', code: '100', detail: 'refused' });
  await resolvePublication(decided(), {
    verdict: 'published',
    url: 'https://x.com/a/status/1',
    platformPostId: '1',
  });
  expect((await readSubject(publicationId))?.state).toBe('published');
});

test('what was refused without ever having been unknown cannot be said to be there', async () => {
  await call({ kind: 'refused', code: 'duplicate', detail: 'X answered 403' });
  const verdict = { verdict: 'published' as const, url: 'https://x.com/a/status/1', platformPostId: '1' };
  await expect(resolvePublication(decided(), verdict)).rejects.toThrow('target_not_parked');
  await retry();
  expect((await readSubject(publicationId))?.state).toBe('planned');
});
