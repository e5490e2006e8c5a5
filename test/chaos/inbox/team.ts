import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../../sandbox/drawing/random.ts';
import { insist } from '../insist.ts';
import { pick } from '../weather.ts';
import type { World } from '../world.ts';
import type { InboxShop } from './shop.ts';

/** What a person of the shop wrote, and the API took. */
export interface PersonsAnswer {
  conversationId: string;
  text: string;
}

/** People who answer, those first who were handed over, and give conversations back to the assistant. */
export interface Team {
  answers: PersonsAnswer[];
  /** Writes no more; resolves once all that was asked for was answered. */
  stop(): Promise<void>;
}

export function startTeam(options: {
  seed: string;
  world: World;
  shops: InboxShop[];
  everyMs: number;
}): Team {
  const { seed, world, shops, everyMs } = options;
  const answers: PersonsAnswer[] = [];
  const busy = new Set<Promise<void>>();
  const problems: unknown[] = [];
  let stopped = false;
  const running = (async () => {
    for (let number = 0; !stopped; number += 1) {
      const random = seeded(`${seed} person ${number}`);
      const answered = answer(pick(shops, random), random)
        .catch((error: unknown) => problems.push(error))
        .then(() => void busy.delete(answered));
      busy.add(answered);
      await pause(everyMs * (0.5 + random()));
    }
  })();

  async function answer({ client, projectId }: InboxShop, random: () => number): Promise<void> {
    const waits = random() < 0.6;
    const found = await world.steps.ask<{ id: string }>(
      `select id from conversations where project_id = $1 order by ($2 and handed_over_at is not null) desc,
         md5(id::text || $3) limit 1`,
      [projectId, waits, String(random())],
    );
    const conversationId = found[0]?.id;
    if (!conversationId) return;
    const path = `/api/conversations/${conversationId}`;
    const word = `k${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const text = `A person tells you: ${word}`;
    const made = await insist(client, 'POST', `${path}/messages`, { content: text, client_message_id: word });
    // The customer has only commented so far: nobody may write to them yet.
    if (made.status === 409) return;
    if (made.status !== 201 && made.status !== 200)
      throw new Error(`an answer was refused: ${made.status} ${JSON.stringify(made.body)}`);
    answers.push({ conversationId, text });
    await pause(500 + random() * 3_000);
    if (random() < 0.7) await insist(client, 'PATCH', path, { ai: 'on' });
  }

  return {
    answers,
    async stop() {
      stopped = true;
      await running;
      await Promise.all(busy);
      if (problems.length > 0) throw problems[0];
    },
  };
}
