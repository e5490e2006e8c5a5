import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLogger } from '../../runtime/logger.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { eventually } from '../../test/support/eventually.ts';
import { createLive } from './live.ts';

let url: string;
let other: pg.Client;
beforeAll(async () => {
  url = await createTestDatabase();
  other = new pg.Client({ connectionString: url });
  await other.connect();
});
afterAll(() => other.end());

test('whoever subscribed hears of their topic, once it has committed, until they leave', async () => {
  const live = createLive(url, createLogger('test', 'silent'));
  const heard: string[] = [];
  const leave = live.subscribe(
    'conversation/1',
    () => heard.push('one'),
    () => {},
  );
  live.subscribe(
    'conversation/2',
    () => heard.push('two'),
    () => {},
  );
  // The connection itself is a hint: what came before it was not heard.
  await eventually(() => expect(heard).toEqual(['one', 'two']));

  await other.query(`begin; select pg_notify('live', 'conversation/1')`);
  await other.query(`select pg_notify('live', 'conversation/3')`);
  expect(heard).toHaveLength(2);
  await other.query('commit');
  await eventually(() => expect(heard).toEqual(['one', 'two', 'one']));

  leave();
  await other.query(`select pg_notify('live', 'conversation/1'), pg_notify('live', 'conversation/2')`);
  await eventually(() => expect(heard).toEqual(['one', 'two', 'one', 'two']));
  await live.close();
});

test('after the connection was lost everybody looks again', async () => {
  const live = createLive(url, createLogger('test', 'silent'));
  let heard = 0;
  live.subscribe(
    'a',
    () => (heard += 1),
    () => {},
  );
  await eventually(() => expect(heard).toBe(1));
  await other.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'socialsync-listen' and datname = current_database()`,
  );
  await eventually(() => expect(heard).toBe(2));
  await live.close();
});

test('when the process stops, everybody is told to end', async () => {
  const live = createLive(url, createLogger('test', 'silent'));
  const ended: string[] = [];
  live.subscribe(
    'a',
    () => {},
    () => ended.push('a'),
  );
  live.subscribe(
    'b',
    () => {},
    () => ended.push('b'),
  );
  await live.close();
  expect(ended).toEqual(['a', 'b']);
});
