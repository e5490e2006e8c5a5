import { createExecutioner, describeHit, type Hit } from '../executioner.ts';
import { startWorld } from '../world.ts';
import { startCustomers } from './customers.ts';
import { collectDeliveries, type Told } from './deliveries.ts';
import { judgeInbox, type InboxJudgement } from './judgement.ts';
import { untilInboxSettled } from './settling.ts';
import { openInboxShop, type InboxShop } from './shop.ts';
import { inboxStage } from './stage.ts';
import { startTeam } from './team.ts';
import { startInboxWeather } from './weather.ts';

export interface InboxChaosOptions {
  seed: string;
  kills: number;
  conversations: number;
  messages: number;
  /** The strikes end then, however many there were. */
  minutes: number;
  /** What customers write is spread over so long at least, and over all strikes. */
  durationMs: number;
  faultEveryMs: number;
  /** Between two answers of people. */
  answerEveryMs: number;
  shops: number;
  inPairs: boolean;
  /** Waits for nothing that time alone would bring: see settling.ts. */
  isHurried: boolean;
  say: (line: string) => void;
}

export interface InboxChaosResult extends InboxJudgement {
  seed: string;
  hits: Hit[];
  faults: Record<string, number>;
  strikingMs: number;
  /** From the end of all faults until nothing was under way, in ms. */
  settledMs: number;
  webhooks: Pick<Told, 'bodies' | 'unanswered' | 'again'>;
  endedByItself: Record<string, number>;
}

/** Customers write ahead of so many strikes: the next one shall meet somebody. */
const strikesAhead = 3;
/** What everything comes to its end within, once all is well again: an unknown outcome waits ten minutes for word. */
const settleWithinMs = 15 * 60_000;

/**
 * Lets customers write and people answer while processes are killed at named steps, platforms and models fail, and
 * webhooks come repeated and in disorder; then lets all come to rest, and holds the platforms' books against ours.
 */
export async function runInboxChaos(options: InboxChaosOptions): Promise<InboxChaosResult> {
  const { seed, kills, minutes, conversations, messages, durationMs, isHurried, say } = options;
  const world = await startWorld(inboxStage);
  const { sandbox } = world;
  try {
    const shops: InboxShop[] = [];
    for (let number = 0; number < options.shops; number += 1)
      shops.push(await openInboxShop(world, `shop${number}`));
    const deliveries = collectDeliveries(sandbox);
    const executioner = createExecutioner(options, world, inboxStage);
    const { hits } = executioner;
    let isStriking = true;
    const allowed = () => (isStriking ? ((hits.length + strikesAhead) * messages) / kills : Infinity);
    const customers = startCustomers({ seed, sandbox, shops, conversations, messages, durationMs, allowed });
    // Whatever went wrong is thrown once the strikes are over.
    customers.done.catch(() => {});
    const team = startTeam({ seed, world, shops, everyMs: options.answerEveryMs });
    const weather = startInboxWeather({ seed, sandbox, everyMs: options.faultEveryMs });
    const began = Date.now();
    const isOver = () => Date.now() > began + minutes * 60_000;
    await executioner.strike(kills, isOver, (hit) => say(describeHit(hit)));
    isStriking = false;
    const strikingMs = Date.now() - began;
    await customers.done;
    say(`${customers.count()} messages; all goes on now`);
    await world.whenAllUp();
    await weather.stop();
    const calm = Date.now();
    await team.stop();
    await untilInboxSettled(world, deliveries, { until: calm + settleWithinMs, isHurried, say });
    const settledMs = Date.now() - calm;
    const told = await deliveries.told();
    const { bodies, unanswered, again } = told;
    const judgement = await judgeInbox(customers.all, team.answers, told, sandbox);
    await deliveries.stop();
    const endedByItself = Object.fromEntries(
      Object.values(world.parts).map((part) => [part.name, part.endedByItself]),
    );
    return {
      ...judgement,
      seed,
      hits,
      faults: weather.faults,
      strikingMs,
      settledMs,
      webhooks: { bodies, unanswered, again },
      endedByItself,
    };
  } finally {
    await world.close();
  }
}
