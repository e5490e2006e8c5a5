import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLogger } from '../../runtime/logger.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { eventually } from '../../test/support/eventually.ts';
import { eventStream } from './eventStream.ts';
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

describe('a stream', () => {
  async function aStream(read: () => Promise<string[]>) {
    const live = createLive(url, createLogger('test', 'silent'));
    let isEnded = false;
    const body = eventStream({
      ...{ live, topic: 'a', ended: () => (isEnded = true) },
      read: async () => (await read()).map((data) => ({ id: '1', event: 'message', data })),
    });
    let text = '';
    body.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    return { live, body, text: () => text, isEnded: () => isEnded };
  }

  test('tells what there is, looks again at each hint, and ends with the process', async () => {
    const there = ['one'];
    const { live, text, isEnded } = await aStream(async () => there.splice(0));
    await eventually(() => expect(text()).toContain('id: 1\nevent: message\ndata: "one"\n\n'));
    there.push('two');
    await other.query(`select pg_notify('live', 'a')`);
    await eventually(() => expect(text()).toContain('data: "two"'));
    await live.close();
    await eventually(() => expect(isEnded()).toBe(true));
  });

  test('is over at once when the client leaves, or when it cannot be read', async () => {
    const left = await aStream(async () => []);
    left.body.destroy();
    expect(left.isEnded()).toBe(true);
    const broken = await aStream(() => Promise.reject(new Error('no database')));
    const problem = await new Promise((resolve) => broken.body.once('error', resolve));
    expect([problem, broken.isEnded()]).toEqual([new Error('no database'), true]);
    await Promise.all([left.live.close(), broken.live.close()]);
  });
});
