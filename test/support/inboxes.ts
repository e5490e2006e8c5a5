import { row } from '../../db/query.ts';
import type { Json } from './apiClient.ts';
import { connect } from './connecting.ts';
import { eventually } from './eventually.ts';
import type { TestPerson } from './people.ts';
import type { TestStack } from './testStack.ts';

/** Accounts of the sandbox, as its consent pages know them. */
const consenting = { instagram: '17841400008460056', whatsapp: '102290129340398' };

/** An account of a project at the sandbox, which tells us of what customers write there. */
export interface TestInbox {
  platform: 'instagram' | 'whatsapp';
  connectionId: string;
  /** As the platform's calls and webhooks name it. */
  account: string;
  /** Has a customer write, or do something else; what the sandbox answers. */
  inbound(order: object): Promise<Json>;
  /** Has a customer write something that nobody wrote before; the conversation's id, once it is there. */
  conversationOf(from: string, text: string, order?: object): Promise<string>;
  /** The requests that could have sent the customer a message, oldest first. */
  sends(to: string): Promise<Json[]>;
}

/** Connects an account of the sandbox, with its webhooks. */
export async function anInboxAt(
  { api, sandbox }: Pick<TestStack, 'api' | 'sandbox'>,
  person: TestPerson,
  platform: 'instagram' | 'whatsapp',
): Promise<TestInbox> {
  await sandbox.control('webhooks', {
    platform,
    callbackUrl: `${api.url}/api/${platform}/webhook`,
    verifyToken: `sandbox-${platform}-verify-token`,
    accounts: [],
  });
  await connect(api, person, platform, consenting[platform]);
  // Of WhatsApp one of the account's phone numbers.
  const connection = await row<{ id: string; externalId: string }>(
    `select c.id, c.external_id as "externalId" from social_media_connections c
     join memberships m on m.project_id = c.project_id join users u on u.id = m.user_id
     where c.platform = $1 and u.number = $2 order by c.external_id limit 1`,
    [platform, person.id],
  );
  if (!connection) throw new Error(`${platform} was not connected`);
  const { id: connectionId, externalId: account } = connection;
  // Its owner is told of nothing before the platform knows that we listen.
  await eventually(async () => {
    const watched = await row(`select 1 as x from inbox_watches where connection_id = $1`, [connectionId]);
    if (!watched) throw new Error('not subscribed yet');
  });
  const inbound = (order: object) => sandbox.control('inbound', { platform, account, ...order });
  return {
    platform,
    connectionId,
    account,
    inbound,
    async conversationOf(from, text, order = {}) {
      await inbound({ from, text, ...order });
      return eventually(async () => {
        const found = await row<{ id: string }>(
          `select c.id from conversations c join messages m on m.conversation_id = c.id
           where c.scope_id = $1 and m.content = $2`,
          [connectionId, text],
        );
        if (!found) throw new Error('not read yet');
        return found.id;
      });
    },
    async sends(to) {
      const told = await fetch(
        `${sandbox.url}/control/messages?platform=${platform}&account=${encodeURIComponent(account)}`,
      );
      return ((await told.json()) as Json[]).filter(({ recipient }) => recipient === to);
    },
  };
}
