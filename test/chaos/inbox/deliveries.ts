import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../../support/apiClient.ts';
import type { TestSandbox } from '../../support/testSandbox.ts';
import { insisting } from '../sandboxControl.ts';
import { inboxPlatforms } from './stage.ts';

/** What webhooks told the product, and were answered 200 for. */
export interface Told {
  /** Messages of customers, and echoes, by the platform's id. */
  messages: Set<string>;
  /** How far messages of ours have come, by the platform's id: what was told last of each. */
  statuses: Map<string, Set<string>>;
  /** The platform's ids of each message of ours, by what we called it. */
  named: Map<string, Set<string>>;
  bodies: number;
  /** Bodies that were not answered 200, and those that came again. */
  unanswered: number;
  again: number;
}

/** Keeps what the sandbox forgets: it remembers its latest deliveries only. */
export interface Deliveries {
  /** How many updates the product has not taken yet. */
  waiting(): Promise<number>;
  /** What was told until now. */
  told(): Promise<Told>;
  stop(): Promise<void>;
}

interface Delivery {
  sequence: number;
  at: number;
  body: string;
  attempt: number;
  status: number | null;
}

const lookEveryMs = 1_000;

export function collectDeliveries(sandbox: TestSandbox): Deliveries {
  const told: Told = {
    ...{ messages: new Set(), statuses: new Map(), named: new Map() },
    ...{ bodies: 0, unanswered: 0, again: 0 },
  };
  const read = new Map<string, { sequence: number; at: number }>();
  let stopped = false;

  async function look(): Promise<number> {
    let waiting = 0;
    for (const platform of inboxPlatforms) {
      const last = read.get(platform) ?? { sequence: 0, at: 0 };
      const found = await insisting(async () => {
        const answer = await fetch(`${sandbox.url}/control/deliveries?platform=${platform}&since=${last.at}`);
        return (await answer.json()) as { waiting: number; deliveries: Delivery[] };
      });
      waiting += found.waiting;
      for (const delivery of found.deliveries.filter(({ sequence }) => sequence > last.sequence)) {
        note(told, delivery);
        read.set(platform, delivery);
      }
    }
    return waiting;
  }
  // One look after the other.
  let looking: Promise<unknown> = Promise.resolve();
  const lookNow = (): Promise<number> => {
    const looked = looking.then(look);
    looking = looked.catch(() => {});
    return looked;
  };
  const running = (async () => {
    while (!stopped) {
      await lookNow();
      await pause(lookEveryMs);
    }
  })();

  return {
    waiting: lookNow,
    told: async () => {
      await lookNow();
      return told;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

function note(told: Told, { body, attempt, status }: Delivery): void {
  told.bodies += 1;
  if (attempt > 1) told.again += 1;
  if (status !== 200) {
    told.unanswered += 1;
    return;
  }
  const { entry } = JSON.parse(body) as { entry: Json[] };
  for (const each of entry) {
    for (const { message, read } of each.messaging ?? []) {
      if (message && !message.is_deleted) told.messages.add(message.mid);
      if (read) add(told.statuses, read.mid, 'read');
    }
    for (const change of each.changes ?? (each.value ? [each] : [])) noteChange(told, change.value);
  }
}

function noteChange(told: Told, value: Json): void {
  const isComment = value.messaging_product === undefined;
  if (isComment) told.messages.add(value.id);
  for (const { id } of [...(value.messages ?? []), ...(value.message_echoes ?? [])]) told.messages.add(id);
  for (const { id, status, biz_opaque_callback_data: name } of value.statuses ?? []) {
    add(told.statuses, id, status);
    if (name) add(told.named, name, id);
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set();
  map.set(key, values.add(value));
}
