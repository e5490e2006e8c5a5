import { EventStreamText } from '../../contracts/events.ts';
import { mayStillLook } from '../../db/access.ts';
import { findEndOfEvents, findEvents, type EventPlace } from '../../db/events.ts';
import { endpoint, ok, type Endpoint } from '../endpoint.ts';
import { eventStream, eventStreamHeaders, type ServerEvent } from '../live/eventStream.ts';

/** Told at a time: whoever missed more is told the rest right after. */
const atOnce = 500;
/** Events are kept for three days (commands/forgetExpiredRows.ts): who was away for longer may have missed some. */
const keptSeconds = 2.5 * 24 * 60 * 60;
/** A session that was ended is noticed at the heartbeat after that; a removal is told of, and noticed at once. */
const checkedEveryMs = 15_000;
/** When events wait for an older transaction. */
const lookAgainMs = 100;

const stream = endpoint({
  method: 'GET',
  path: '/api/events',
  summary: "Listen to a project's changes, from Last-Event-ID on: what to read again, as it commits",
  tag: 'Events',
  access: 'viewer',
  answers: { 200: EventStreamText },
  answerTypes: ['text/event-stream'],
  refuses: [429],
  async handle({ project, header, services, caller }) {
    const given = readEventId(header('last-event-id'));
    const end = await findEndOfEvents();
    // Of another history, as after a database was restored: nothing would ever come after it.
    const isBeyond = given !== null && BigInt(given.xid) > BigInt(end.xid);
    let place = given && !isBeyond ? given : end;
    let isReady = false;
    let isHeld = false;
    let checkedAt = Date.now();
    const ended = services.streams.open(caller.userId);

    const read = async (): Promise<ServerEvent[] | null> => {
      const found = await findEvents(project.id, place, atOnce);
      // What is told of a project may be that somebody is no member any more.
      const isDue =
        Date.now() - checkedAt > checkedEveryMs || found.events.some(({ kind }) => kind === 'project');
      if (isDue && !(await mayStillLook(project.id, caller))) return null;
      if (isDue) checkedAt = Date.now();
      place = found.events.at(-1)?.place ?? place;
      isHeld = found.isHeld || found.events.length === atOnce;
      const told: ServerEvent[] = found.events.map(({ kind, id, place: at }) => ({
        id: writeEventId(at),
        event: 'changed',
        data: { kind, id },
      }));
      if (isReady || found.events.length === atOnce) return told;
      isReady = true;
      const reset: ServerEvent[] =
        given && (isBeyond || given.seconds < now() - keptSeconds) ? [{ event: 'reset', data: {} }] : [];
      return [...reset, ...told, { id: writeEventId(place), event: 'ready', data: {} }];
    };
    const lookAgainAfterMs = () => (isHeld ? lookAgainMs : null);
    const topic = `project/${project.id}`;
    return ok(eventStream({ live: services.live, topic, read, lookAgainAfterMs, ended }), eventStreamHeaders);
  },
});

const now = () => Math.floor(Date.now() / 1000);

/** A place and the second in which it was told: how long ago shows whether what came after is still kept. */
const writeEventId = ({ xid, id }: EventPlace) => `${xid}.${id}.${now()}`;

function readEventId(given: string | undefined): (EventPlace & { seconds: number }) | null {
  const [, xid, id, seconds] = /^(\d{1,19})\.(\d{1,18})\.(\d{1,12})$/.exec(given ?? '') ?? [];
  return xid && id && seconds ? { xid, id, seconds: Number(seconds) } : null;
}

/** /api/events: what happens in a project, as it happens. */
export const events: Endpoint[] = [stream];
