import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../../sandbox/drawing/random.ts';
import type { Json } from '../../support/apiClient.ts';
import type { TestSandbox } from '../../support/testSandbox.ts';
import { insisting } from '../sandboxControl.ts';
import { pick } from '../weather.ts';
import { products, questionAbout, type InboxAccount, type InboxShop } from './shop.ts';

/** Somebody who writes to a shop, and what the platform calls what they did. */
export interface Customer {
  shop: InboxShop;
  account: InboxAccount;
  /** As the platform names them. */
  id: string;
  /** Comments below a post: they stand in no chat. */
  comments: string[];
  /** What the shop answered on a device of its own. */
  echoes: string[];
}

/** Customers who write, each at their own times. Each life follows from the seed. */
export interface Customers {
  all: Customer[];
  /** How many messages they wrote so far. */
  count(): number;
  /** Resolves once all have written all that they had to say. */
  done: Promise<void>;
}

/** What one does, so long after the one before. */
interface Act {
  afterMs: number;
  type: string;
  text: string;
}

/** WhatsApp tells times in seconds: messages in the same one have no order. */
const shortestGapMs = 1_150;
const lookEveryMs = 100;

export function startCustomers(options: {
  seed: string;
  sandbox: TestSandbox;
  shops: InboxShop[];
  conversations: number;
  messages: number;
  /** All of them together take about so long, or longer: see `allowed`. */
  durationMs: number;
  /** How many messages they may have written by now: they wait for those who strike. */
  allowed: () => number;
}): Customers {
  const { seed, sandbox, shops, conversations, messages, durationMs, allowed } = options;
  const accounts = shops.flatMap((shop) => shop.accounts.map((account) => ({ shop, account })));
  const all: Customer[] = [];
  let written = 0;

  async function live(number: number): Promise<void> {
    const random = seeded(`${seed} customer ${number}`);
    const { shop, account } = accounts[number % accounts.length] ?? {};
    if (!shop || !account) throw new Error('there is no shop');
    const id = account.platform === 'whatsapp' ? `336${10_000_000 + number}` : `${70_000_000 + number}`;
    const share =
      Math.floor((messages * (number + 1)) / conversations) - Math.floor((messages * number) / conversations);
    const customer: Customer = { shop, account, id, comments: [], echoes: [] };
    /** Texts that can still be changed, newest last. */
    const texts: string[] = [];
    await pause(random() * durationMs * 0.4);
    all.push(customer);
    for (const { afterMs, ...act } of planOf(random, { account, share, spanMs: durationMs * 0.6 })) {
      await pause(afterMs);
      while (written >= allowed()) await pause(lookEveryMs);
      const about = changes.includes(act.type) ? texts.pop() : undefined;
      if (changes.includes(act.type) && !about) continue;
      const { messageId } = await doOnce(sandbox, customer, { ...act, ...(about && { messageId: about }) });
      if (act.type === 'text') texts.push(messageId);
      if (act.type === 'comment') customer.comments.push(messageId);
      if (act.type === 'echo') customer.echoes.push(messageId);
      if (!changes.includes(act.type)) written += 1;
    }
  }

  const lives = Array.from({ length: conversations }, (_, number) => live(number));
  return { all, count: () => written, done: Promise.all(lives).then(() => {}) };
}

const changes = ['edit', 'unsend', 'reaction'];

/** What a customer does: so many messages over so long, some of them in pieces, and changes between them. */
function planOf(
  random: () => number,
  { account, share, spanMs }: { account: InboxAccount; share: number; spanMs: number },
): Act[] {
  const language = random() < 0.5 ? 'fr' : 'en';
  const wares = products.toSorted(() => random() - 0.5);
  const meanMs = spanMs / Math.max(1, share);
  const acts: Act[] = [];
  for (let place = 0; place < share; place += 1) {
    const isPiece = random() < 0.25;
    const gapMs = isPiece ? random() * 1_500 : -Math.log(1 - random()) * meanMs;
    const question = questionAbout(wares[place % wares.length] ?? products[0], language);
    acts.push({
      afterMs: shortestGapMs + Math.min(gapMs, 3 * meanMs),
      ...messageOf(random(), account, question),
    });
    const change = random();
    const text = questionAbout(pick([...products], random), language);
    const type = change < 0.06 ? 'edit' : change < 0.09 ? 'unsend' : 'reaction';
    if (change < 0.14)
      acts.push({ afterMs: shortestGapMs + random() * 800, type, text: type === 'edit' ? text : '' });
  }
  return acts;
}

function messageOf(
  kind: number,
  { platform }: InboxAccount,
  question: string,
): { type: string; text: string } {
  const isInstagram = platform === 'instagram';
  if (kind < 0.7) return { type: 'text', text: question };
  if (kind < 0.78) return { type: 'text', text: 'Hello' };
  if (kind < 0.82) return { type: 'text', text: 'Do penguins like jazz?' };
  if (kind < 0.85) return { type: 'text', text: 'Je veux parler à un humain' };
  if (kind < 0.89) return { type: 'image', text: '' };
  if (kind < 0.92) return { type: isInstagram ? 'story_reply' : 'button', text: question };
  if (kind < 0.94) return { type: isInstagram ? 'story_mention' : 'location', text: '' };
  if (kind < 0.96) return { type: isInstagram ? 'comment' : 'list', text: question };
  return { type: 'echo', text: `From our phone: ${question} ${kind}` };
}

/** Has a customer do something: what the platform calls it. */
const doOnce = (
  sandbox: TestSandbox,
  { account, id }: Customer,
  act: { type: string; text: string; messageId?: string },
): Promise<Json> =>
  insisting(() =>
    sandbox.control('inbound', {
      ...{ platform: account.platform, account: account.externalId, from: id, name: `Customer ${id}` },
      ...act,
    }),
  );
