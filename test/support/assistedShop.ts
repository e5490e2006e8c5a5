import { expect } from '@jest/globals';
import { row, rows } from '../../db/query.ts';
import type { Json } from './apiClient.ts';
import { connect } from './connecting.ts';
import { eventually } from './eventually.ts';
import { aPerson, type TestPerson } from './people.ts';
import { startTestStack, type TestStack } from './testStack.ts';

/** Accounts of the sandbox, as its consent pages know them. */
const accounts = { instagram: '17841400008460056', whatsapp: '102290129340398' };
type Platform = keyof typeof accounts;

/** The whole product, and in it a shop on both channels whose customers an assistant answers by itself. */
export interface AssistedShop {
  stack: TestStack;
  ada: TestPerson;
  project: string;
  accounts: typeof accounts;
  /** Somebody who writes on a platform for the first time. */
  aCustomer: (platform: Platform) => ReturnType<typeof aCustomer>;
}

export async function startAssistedShop(): Promise<AssistedShop> {
  const stack = await startTestStack();
  const ada = await aPerson(stack.api, 'ada');
  const project: string = (await ada.client.get('/api/v1/projects')).body[0].id;
  for (const platform of Object.keys(accounts) as Platform[]) {
    await stack.sandbox.control('webhooks', {
      platform,
      callbackUrl: `${stack.api.url}/api/${platform}/webhook`,
      verifyToken: `sandbox-${platform}-verify-token`,
      accounts: [],
    });
    await connect(stack.api, ada, platform, accounts[platform]);
  }
  // An account hears of its customers once its subscription was seen to.
  await eventually(async () =>
    expect(
      await rows(
        `select c.id from social_media_connections c left join inbox_watches w on w.connection_id = c.id
         where w.problem is not null or w.checked_at is null`,
      ),
    ).toEqual([]),
  );
  const settings = { mode: 'automatic', shop_profile: 'We make pots.' };
  expect((await ada.client.put('/api/assistant/settings', settings)).status).toBe(200);
  const known = [
    { title: 'Livrez-vous à Lyon ?', content: 'Nous livrons à Lyon en deux jours.' },
    { title: 'What are your opening hours?', content: 'The shop is open from nine to six on weekdays.' },
  ];
  for (const each of known)
    expect((await ada.client.post('/api/assistant/knowledge', { kind: 'question', ...each })).status).toBe(
      201,
    );
  return { stack, ada, project, accounts, aCustomer: (platform) => aCustomer({ stack, project }, platform) };
}

let customers = 0;

function aCustomer({ stack, project }: Pick<AssistedShop, 'stack' | 'project'>, platform: Platform) {
  customers += 1;
  const from = platform === 'whatsapp' ? `3361000000${customers}` : `70000${customers}`;
  const write = (text: string) =>
    stack.sandbox.control('inbound', { platform, account: accounts[platform], from, text, name: 'Léa' });
  const conversation = () =>
    eventually(async () => {
      const found = await row<{ id: string; turn_due_at: Date | null; handover_reason: string | null }>(
        `select * from conversations where external_id = $1 and project_id = $2`,
        [from, project],
      );
      if (!found) throw new Error('nobody has written yet');
      return found;
    });
  const path = async () => `/api/conversations/${(await conversation()).id}`;
  /** The thread in the order that people read it: who said what. */
  const thread = async () =>
    rows<{ id: string; author: string; content: string; state: string }>(
      `select * from messages where conversation_id = $1 and state not in ('suggested', 'discarded')
       order by sent_at, sequence`,
      [(await conversation()).id],
    );
  /** Waits until somebody has said this last. */
  const says = (author: string, content: string | RegExp, state?: string) =>
    eventually(async () => {
      const last = (await thread()).at(-1);
      expect(last).toMatchObject({
        author,
        content: typeof content === 'string' ? content : expect.stringMatching(content),
        ...(state && { state }),
      });
      return { id: last?.id };
    }, 60_000);
  /** Waits until a message is there, and nothing is owed for it. */
  const isHeard = (text: string) =>
    eventually(async () => {
      expect((await thread()).map(({ content }) => content)).toContain(text);
      expect(await conversation()).toMatchObject({ turn_due_at: null });
    });
  /** What the platform was asked to send. */
  const sent = async () =>
    ((await (await fetch(`${stack.sandbox.url}/control/messages?platform=${platform}`)).json()) as Json[])
      .filter(({ recipient, sent: isSent }) => recipient === from && isSent)
      .map(({ text }) => text as string);
  return { from, write, conversation, path, thread, says, isHeard, sent };
}
