import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { row, rows } from '../../db/query.ts';
import { connect } from '../support/connecting.ts';
import { eventually } from '../support/eventually.ts';
import { aPerson, type TestPerson } from '../support/people.ts';
import { startTestStack, type TestStack } from '../support/testStack.ts';

/** Accounts of the sandbox, as its consent pages know them. */
const consenting = { instagram: '17841400008460056', whatsapp: '102290129340398' };
type Platform = keyof typeof consenting;

let stack: TestStack;
let ada: TestPerson;
/** What was connected: of WhatsApp one of the account's phone numbers. */
const connections: Record<string, { id: string; externalId: string }> = {};

beforeAll(async () => {
  stack = await startTestStack();
  ada = await aPerson(stack.api, 'ada');
  for (const platform of Object.keys(consenting) as Platform[]) {
    await stack.sandbox.control('webhooks', {
      platform,
      callbackUrl: `${stack.api.url}/api/${platform}/webhook`,
      verifyToken: `sandbox-${platform}-verify-token`,
      accounts: [],
    });
    await connect(stack.api, ada, platform, consenting[platform]);
    const connected = await row<{ id: string; externalId: string }>(
      `select id, external_id as "externalId" from social_media_connections where platform = $1 order by external_id`,
      [platform],
    );
    if (connected) connections[platform] = connected;
  }
  await eventually(async () =>
    expect(
      await rows(
        `select c.platform, w.problem from social_media_connections c
         left join inbox_watches w on w.connection_id = c.id where w.problem is not null or w.checked_at is null`,
      ),
    ).toEqual([]),
  );
});
afterAll(() => stack.close());

const accountOf = (platform: Platform) => connections[platform]?.externalId ?? '';

/** Somebody does something; the platform tells whoever subscribed. */
const inbound = (platform: Platform, order: object) =>
  stack.sandbox.control('inbound', { platform, account: accountOf(platform), ...order });

const conversationWith = (text: string) =>
  eventually(async () => {
    const found = await row<{ name: string; data: { attachments?: object[] }; messageId: string }>(
      `select k.name, m.data, m.id as "messageId" from messages m join conversations c on c.id = m.conversation_id
       join contacts k on k.id = c.contact_id where m.content = $1`,
      [text],
    );
    if (!found) throw new Error('not there yet');
    return found;
  });

/** The platform tells us of the account no more, and it is time to look. */
async function drop(platform: Platform): Promise<void> {
  const { access_token: token } = await stack.sandbox.control('tokens', {
    platform,
    accountId: consenting[platform],
  });
  const { ok } = await fetch(
    `${stack.sandbox.url}/${platform}/graph/v23.0/${consenting[platform]}/subscribed_apps`,
    {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    },
  );
  expect(ok).toBe(true);
  await rows(
    `update inbox_watches set checked_at = now() - interval '2 days', complete_until = now() - interval '1 hour'
     where connection_id = $1 returning 1 as x`,
    [connections[platform]?.id],
  );
}

const gapMails = async () =>
  (await stack.sandbox.mails(ada.email)).filter(({ subject }: { subject: string }) =>
    /ne nous sont pas parvenus/.test(subject),
  );

test('an account that was connected is told of its messages, and of who wrote them', async () => {
  await inbound('instagram', {
    from: '9001',
    text: 'Bonjour Instagram',
    name: 'Léa Martin',
    username: 'lea',
  });
  await inbound('whatsapp', { from: '33611111111', text: 'Bonjour WhatsApp', name: 'Max' });
  await conversationWith('Bonjour Instagram');
  expect(await conversationWith('Bonjour WhatsApp')).toMatchObject({ name: 'Max' });
  await eventually(async () =>
    expect(await conversationWith('Bonjour Instagram')).toMatchObject({ name: 'Léa Martin' }),
  );
});

test.each<[Platform, string, string, string]>([
  ['instagram', '9002', 'image', 'png'],
  ['whatsapp', '33622222222', 'document', 'pdf'],
])('a file that a customer sends by %s is kept', async (platform, from, type, extension) => {
  await inbound(platform, { from, type });
  await eventually(async () => {
    const message = await row<{ data: { attachments: { state: string; key: string }[] } }>(
      `select m.data from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1`,
      [from],
    );
    expect(message?.data.attachments).toMatchObject([
      { state: 'kept', key: expect.stringMatching(`^attachments/.*\\.${extension}$`) },
    ]);
  });
});

test('a subscription that Instagram dropped is renewed, what was missed fetched, and the gap told', async () => {
  await drop('instagram');
  const at = new Date(Date.now() - 10 * 60_000).toISOString();
  await inbound('instagram', { from: '9001', text: 'Anybody there?', at });
  await startWorkflow('watchInboxes', {}, null);
  await conversationWith('Anybody there?');
  await eventually(async () => expect(await gapMails()).toHaveLength(1));
  await inbound('instagram', { from: '9001', text: 'There you are' });
  await conversationWith('There you are');
});

test('one that WhatsApp dropped is renewed, and what was missed is said to be lost', async () => {
  await drop('whatsapp');
  await startWorkflow('watchInboxes', {}, null);
  await eventually(async () => expect(await gapMails()).toHaveLength(2));
  await inbound('whatsapp', { from: '33611111111', text: 'Hello again' });
  await conversationWith('Hello again');
});
