import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput } from '@temporalio/worker';
import { closeDatabase, connectDatabase } from '../db/connection.ts';
import { row } from '../db/query.ts';
import { createTestDatabase } from '../test/support/database.ts';
import { FailureInterceptor } from './failures.ts';

beforeAll(async () => {
  connectDatabase({ url: await createTestDatabase(), poolSize: 1 });
});
afterAll(closeDatabase);

/** How an activity fails that asks the database this. */
const failureOf = (sql: string, ...values: unknown[]): Promise<unknown> =>
  new FailureInterceptor()
    .execute({} as ActivityExecuteInput, () => row(sql, values))
    .catch((error: unknown) => error);

test.each([
  ['an id that is none', 'select from projects where id = $1::uuid', 'nonsense'],
  ['a number that is too large', 'select $1::int as number', '99999999999'],
])('what Postgres refuses as bad input is not asked again: %s', async (_, sql, value) => {
  const failure = await failureOf(sql, value);
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ nonRetryable: true });
});

test('what Postgres could not do at the time is asked again', async () => {
  const locked = await failureOf(`do $$ begin raise exception 'dead' using errcode = '40P01'; end $$`);
  expect(locked).toBeInstanceOf(Error);
  expect(locked).not.toBeInstanceOf(ApplicationFailure);
});
