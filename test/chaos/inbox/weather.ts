import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../../sandbox/drawing/random.ts';
import type { TestSandbox } from '../../support/testSandbox.ts';
import { clearFaults, insisting } from '../sandboxControl.ts';
import { pick, type Weather } from '../weather.ts';
import { inboxPlatforms } from './stage.ts';

const ofPlatforms = [
  { fault: 'drop_before_work' },
  { fault: 'drop_after_work' },
  { fault: 'server_error_after_work' },
  { fault: 'slow_after_work', delayMs: 3_000 },
  { fault: 'slow', delayMs: 2_000 },
  { fault: 'server_error' },
  { fault: 'unavailable' },
  { fault: 'malformed_body' },
  { fault: 'rate_limited', retryAfterSeconds: 2 },
  { fault: 'report_before_answer' },
];
const ofModels = [
  { fault: 'server_error' },
  { fault: 'unavailable' },
  { fault: 'rate_limited', retryAfterSeconds: 1 },
  { fault: 'slow', delayMs: 4_000 },
  { fault: 'malformed_body' },
  { fault: 'drop_after_work' },
];

/** What goes wrong at platforms and models, and how webhooks come: repeated, in disorder, many at once, late. */
export function startInboxWeather(options: { seed: string; sandbox: TestSandbox; everyMs: number }): Weather {
  const { seed, sandbox, everyMs } = options;
  const faults: Record<string, number> = {};
  let stopped = false;
  const running = (async () => {
    for (let number = 0; !stopped; number += 1) {
      const random = seeded(`${seed} weather ${number}`);
      const name = await change(random);
      faults[name] = (faults[name] ?? 0) + 1;
      await pause(everyMs);
    }
  })();

  async function change(random: () => number): Promise<string> {
    const kind = random();
    if (kind < 0.3) {
      await turnKnobs(sandbox, pick([...inboxPlatforms], random), random);
      return 'webhooks come otherwise';
    }
    const times = 1 + Math.floor(random() * 2);
    const [standIn, operation, fault] =
      kind < 0.75
        ? [pick([...inboxPlatforms], random), 'message', pick(ofPlatforms, random)]
        : [pick(['openai', 'openai', 'gemini'], random), undefined, pick(ofModels, random)];
    await insisting(() =>
      sandbox.fault({ standIn, match: '', times, ...(operation && { operation }), ...fault }),
    );
    return `${operation ?? 'model'} ${fault.fault}`;
  }

  return {
    faults,
    async stop() {
      stopped = true;
      await running;
      await clearFaults(sandbox);
      for (const platform of inboxPlatforms)
        await insisting(() => sandbox.control('messaging', { platform }));
    },
  };
}

const turnKnobs = (sandbox: TestSandbox, platform: string, random: () => number) =>
  insisting(() =>
    sandbox.control('messaging', {
      platform,
      repeat: pick([1, 1, 2, 3], random),
      shuffle: random() < 0.6,
      batchSize: pick([1, 1, 5, 50], random),
      delayMs: pick([0, 0, 500, 2_000], random),
      sentMs: pick([0, 100, 1_500], random),
      deliveredMs: pick([0, 300, 2_000], random),
      readMs: pick([500, 3_000, null], random),
    }),
  );
