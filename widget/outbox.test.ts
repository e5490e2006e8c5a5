import { expect, test } from '@jest/globals';
import { eventually } from '../test/support/eventually.ts';
import { CallFailed } from './backend.ts';
import { createOutbox } from './outbox.ts';
import { openStore, type Pending } from './store.ts';

function memory() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}
const message = (id: string): Pending => ({ id, text: id, at: '2026-01-01T00:00:00Z', state: 'waiting' });

/** An outbox to a server that answers as `answers` say, by message; what is not there is taken. */
function anOutbox(answers: Record<string, (CallFailed | null)[]> = {}, storage = memory()) {
  const sent: string[] = [];
  const waits: number[] = [];
  let goOn = () => {};
  const outbox = createOutbox({
    store: openStore('w', storage),
    send: ({ id }) => {
      sent.push(id);
      const failure = answers[id]?.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    },
    changed: () => {},
    wait: (milliseconds, signal) => {
      waits.push(milliseconds);
      return new Promise((resolve) => {
        goOn = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    },
  });
  return { outbox, sent, waits, storage, goOn: () => goOn() };
}

test('messages go out in order, and stay until the server has shown them', async () => {
  const { outbox, sent } = anOutbox();
  for (const id of ['a', 'b', 'c']) outbox.add(message(id));
  await eventually(() => expect(outbox.pending.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']));
  expect(sent).toEqual(['a', 'b', 'c']);
  outbox.confirm('b');
  expect(outbox.pending.map(({ id }) => id)).toEqual(['a', 'c']);
});

test('without a server they wait, longer each time, and none overtakes another', async () => {
  const away = () => new CallFailed(0);
  const { outbox, sent, waits, goOn } = anOutbox({ a: [away(), away(), new CallFailed(429, 40)] });
  outbox.add(message('a'));
  outbox.add(message('b'));
  await eventually(() => expect(waits).toEqual([2000]));
  expect(outbox.isReachable).toBe(false);
  goOn();
  await eventually(() => expect(waits).toEqual([2000, 4000]));
  goOn();
  await eventually(() => expect(waits).toEqual([2000, 4000, 40_000]));
  outbox.wake();
  await eventually(() => expect(sent).toEqual(['a', 'a', 'a', 'a', 'b']));
  await eventually(() => expect(outbox.isReachable).toBe(true));
});

test('what is refused is shown so, holds up nothing, and can be tried again', async () => {
  const { outbox } = anOutbox({ a: [new CallFailed(400)] });
  outbox.add(message('a'));
  outbox.add(message('b'));
  await eventually(() => expect(outbox.pending.map(({ state }) => state)).toEqual(['failed', 'sent']));
  outbox.retry('a');
  await eventually(() => expect(outbox.pending.map(({ state }) => state)).toEqual(['sent', 'sent']));
});

test('what was not sent is sent by the next page', async () => {
  const { outbox, storage, waits } = anOutbox({ a: [new CallFailed(0)] });
  outbox.add(message('a'));
  await eventually(() => expect(waits).toHaveLength(1));
  const { outbox: next, sent } = anOutbox({}, storage);
  expect(next.pending).toEqual([message('a')]);
  next.wake();
  await eventually(() => expect(sent).toEqual(['a']));
  await eventually(() => expect(anOutbox({}, storage).outbox.pending).toEqual([]));
});

test('what two tabs have to send is kept, whichever is closed first', () => {
  const storage = memory();
  const tabs = ['of one tab', 'of another'].map((id) => {
    const answers = { [id]: [new CallFailed(0)] };
    return { id, ...anOutbox(answers, storage) };
  });
  for (const { id, outbox } of tabs) outbox.add(message(id));
  expect(
    openStore('w', storage)
      .read()
      .pending.map(({ id }) => id),
  ).toEqual(['of one tab', 'of another']);
});
