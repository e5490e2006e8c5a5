import { randomInt } from 'node:crypto';
import type { Store } from '../../store.ts';
import type { Call } from '../platform.ts';

/** Something that a platform keeps and does not show: a container, a draft, an upload. `State` is the platform's. */
export interface Handle<State> {
  id: string;
  /** Whose it is. */
  account: string;
  state: State;
  /** By the sandbox's clock. */
  createdAt: number;
}

interface HandleRow {
  id: string;
  account: string;
  state: string;
  created_at: number;
}

const handleOf = <State>({ id, account, state, created_at }: HandleRow): Handle<State> => ({
  id,
  account,
  state: JSON.parse(state) as State,
  createdAt: created_at,
});

/** A number of so many digits that nobody has had. */
export const newNumber = (digits: number): string =>
  Array.from({ length: digits }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join('');

export function keepHandle<State>(
  { store, platform, now }: { store: Store; platform: { name: string }; now: number },
  handle: { id: string; account: string; kind: string; state: State },
): Handle<State> {
  const { id, account, kind, state } = handle;
  store.run(
    'insert into social_handles (platform, id, account, kind, state, created_at) values (?, ?, ?, ?, ?, ?)',
    ...[platform.name, id, account, kind, JSON.stringify(state), now],
  );
  return { id, account, state, createdAt: now };
}

/** The handle of that kind with that id, whosever it is; null when there is none. */
export function findHandle<State>({ store, platform }: Call, kind: string, id: string): Handle<State> | null {
  const row = store.all<HandleRow>(
    'select * from social_handles where platform = ? and id = ? and kind = ?',
    ...[platform.name, id, kind],
  )[0];
  return row ? handleOf<State>(row) : null;
}

/** An account's handles of a kind, newest first. */
export const listHandles = <State>(
  { store, platform }: Call,
  kind: string,
  account: string,
): Handle<State>[] =>
  store
    .all<HandleRow>(
      'select * from social_handles where platform = ? and kind = ? and account = ? order by rowid desc',
      ...[platform.name, kind, account],
    )
    .map((row) => handleOf<State>(row));

export const changeHandle = <State>({ store, platform }: Call, id: string, state: State): void =>
  void store.run(
    'update social_handles set state = ? where platform = ? and id = ?',
    ...[JSON.stringify(state), platform.name, id],
  );

/** Keeps a part of an upload's bytes that begins at `start`; one that is sent again replaces the first. */
export const keepChunk = (
  store: Store,
  platform: string,
  handle: string,
  start: number,
  bytes: Buffer,
): void =>
  void store.run(
    'insert or replace into social_chunks (platform, handle, start, bytes) values (?, ?, ?, ?)',
    ...[platform, handle, start, bytes],
  );

/** The bytes that an upload has so far, in their order. */
export const chunksOf = (store: Store, platform: string, handle: string): Buffer =>
  Buffer.concat(
    store
      .all<{ bytes: Uint8Array }>(
        'select bytes from social_chunks where platform = ? and handle = ? order by start',
        ...[platform, handle],
      )
      .map(({ bytes }) => bytes),
  );

/** An upload that is whole is kept as media: its parts are not needed any more. */
export const forgetChunks = (store: Store, platform: string, handle: string): void =>
  void store.run('delete from social_chunks where platform = ? and handle = ?', platform, handle);
