import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { inBatches } from '../../db/inBatches.ts';
import { rows } from '../../db/query.ts';

/** An update as it came, under the key that its repeats have too. */
export interface NewEvent {
  key: string;
  accountId: string | null;
  /** With whom it happens, where what is about one person is to be read in order. */
  person: string | null;
  /** JSON. */
  payload: string;
}

/**
 * Keeps updates for the inbox's reader, all of them or none, by one statement; those that are here already stay as they
 * are. They get their ids in the order they came in, and are written in the order of their keys, so that two bodies
 * with the same updates wait for each other and do not block each other.
 */
export async function storeEvents(channel: string, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await rows(
    `with numbered as materialized (
       select nextval(pg_get_serial_sequence('inbox_events', 'id')) as id, given.* from (
         select key, account_id, lane, payload from unnest($2::text[], $3::text[], $4::text[], $5::text[])
           with ordinality as item (key, account_id, lane, payload, place) order by place) given)
     insert into inbox_events (id, channel, event_key, account_id, lane, payload) overriding system value
     select id, $1, key, account_id, lane, payload from numbered order by key
     on conflict (event_key) do nothing returning 1 as stored`,
    [
      channel,
      events.map(({ key }) => key),
      events.map(({ accountId }) => accountId),
      events.map(({ accountId, person }) => person && `${channel}/${accountId ?? ''}/${person}`),
      events.map(({ payload }) => payload),
    ],
  );
}

/** A body with more updates is worth a statement of its own. */
const fewEvents = 20;

const storeBodies = inBatches(async (bodies: { channel: string; events: NewEvent[] }[]) => {
  for (const [channel, same] of Map.groupBy(bodies, (body) => body.channel))
    await storeEvents(
      channel,
      same.flatMap(({ events }) => events),
    );
  return bodies.map(() => undefined);
});

/** As storeEvents, for many who come at once: small bodies are kept together, by one statement. In no transaction. */
export const storeEventsTogether = (channel: string, events: NewEvent[]): Promise<void> =>
  events.length > fewEvents ? storeEvents(channel, events) : storeBodies({ channel, events });

/** Keeps a body that was signed, and that nobody understood: administrators see it, and can have it tried again. */
export async function quarantineBody(channel: string, rawBody: Buffer): Promise<void> {
  const digest = createHash('sha256').update(rawBody).digest('hex');
  await rows(
    `insert into inbox_events (channel, event_key, payload, whole_body, state, problem)
     values ($1, $2, $3, true, 'quarantined', 'the body is not understood')
     on conflict (event_key) do nothing returning 1 as stored`,
    [channel, `${channel}/body/${digest}`, writeBody(rawBody)],
  );
}

/** Postgres keeps no text that is not UTF-8, and none with U+0000: such a body is kept in base64. */
const base64Mark = 'base64:';

const writeBody = (rawBody: Buffer): string =>
  isUtf8(rawBody) && !rawBody.includes(0)
    ? rawBody.toString('utf8')
    : base64Mark + rawBody.toString('base64');

/** The bytes of a body that was kept. */
export const readBody = (payload: string): Buffer =>
  payload.startsWith(base64Mark)
    ? Buffer.from(payload.slice(base64Mark.length), 'base64')
    : Buffer.from(payload, 'utf8');
