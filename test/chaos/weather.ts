import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../sandbox/drawing/random.ts';
import type { TestSandbox } from '../support/testSandbox.ts';
import { clearFaults, insisting } from './sandboxControl.ts';
import { publishingPlatforms, type Shop } from './shops.ts';

/** What goes wrong at the platforms, all the time. Which, and where, follows from the seed. */
export interface Weather {
  /** How often each fault was set. */
  faults: Record<string, number>;
  stop(): Promise<void>;
}

const kinds = [
  { fault: 'drop_before_work' },
  { fault: 'drop_after_work' },
  { fault: 'drop_after_work', operation: 'commit' },
  { fault: 'server_error_after_work', operation: 'commit' },
  { fault: 'slow_after_work', operation: 'commit', delayMs: 3_000 },
  { fault: 'slow', delayMs: 2_000 },
  { fault: 'server_error' },
  { fault: 'unavailable', operation: 'commit' },
  { fault: 'malformed_body', operation: 'commit' },
  { fault: 'rate_limited', retryAfterSeconds: 3 },
  { fault: 'rate_limited', operation: 'commit', retryAfterSeconds: 2 },
  // Shorter than a list may be stale.
  { fault: 'stale', operation: 'list', staleSeconds: 4 },
  { fault: 'stale', operation: 'list', staleSeconds: 20 },
];
const reconnectAfterMs = 5_000;

export function startWeather(options: {
  seed: string;
  sandbox: TestSandbox;
  shops: Shop[];
  everyMs: number;
}): Weather {
  const { seed, sandbox, shops, everyMs } = options;
  const faults: Record<string, number> = {};
  const reconnections = new Set<Promise<void>>();
  let stopped = false;
  const running = (async () => {
    for (let number = 0; !stopped; number += 1) {
      const random = seeded(`${seed} fault ${number}`);
      const standIn = pick(publishingPlatforms, random);
      const name = random() < 0.06 ? revoke(pick(shops, random), standIn) : await spoil(standIn, random);
      faults[name] = (faults[name] ?? 0) + 1;
      await pause(everyMs);
    }
  })();

  async function spoil(standIn: string, random: () => number): Promise<string> {
    const fault = pick(kinds, random);
    const times = 1 + Math.floor(random() * 2);
    await insisting(() => sandbox.fault({ standIn, match: '', times, ...fault }));
    return fault.fault;
  }

  /** A person takes our rights away, and gives them back a little later. */
  function revoke(shop: Shop, platform: string): string {
    const revoked = (async () => {
      await insisting(() => sandbox.control('revoke', { platform, accountId: shop.accounts[platform] }));
      await pause(reconnectAfterMs);
      await reconnectUntilDone(shop, platform);
    })().finally(() => reconnections.delete(revoked));
    reconnections.add(revoked);
    return 'revoked';
  }

  return {
    faults,
    async stop() {
      stopped = true;
      await running;
      await Promise.all(reconnections);
      await clearFaults(sandbox);
    },
  };
}

/** Also while the database or the platform is away. */
export async function reconnectUntilDone(shop: Shop, platform: string): Promise<void> {
  for (;;) {
    try {
      return await shop.reconnect(platform);
    } catch {
      await pause(500);
    }
  }
}

export const pick = <Item>(list: Item[], random: () => number): Item => {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('there is nothing to pick from');
  return chosen;
};
