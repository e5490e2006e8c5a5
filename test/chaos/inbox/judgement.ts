import { rows } from '../../../db/query.ts';
import type { Json } from '../../support/apiClient.ts';
import type { TestSandbox } from '../../support/testSandbox.ts';
import { ask } from '../sandboxControl.ts';
import type { Customer } from './customers.ts';
import type { Told } from './deliveries.ts';
import { brokenSends, type Breach } from './sendJudgement.ts';
import type { PersonsAnswer } from './team.ts';
import { readConversations, readThread, storyOf, type OurConversation, type OurMessage } from './threads.ts';

export interface InboxJudgement {
  violations: { promise: string; who: string; detail: string }[];
  conversations: number;
  /** What customers wrote, and the shop on its own devices, by the platforms' books. */
  received: number;
  /** Requests that could have sent a message, and messages that were sent, by the same. */
  requests: number;
  sent: number;
  /** Our messages by who wrote them and what became of them. */
  ours: Record<string, number>;
  /** Why conversations are with people at the end. */
  handedOver: Record<string, number>;
}

/** How the platforms' books and ours differ, customer by customer. */
export async function judgeInbox(
  customers: Customer[],
  answers: PersonsAnswer[],
  told: Told,
  sandbox: TestSandbox,
): Promise<InboxJudgement> {
  const ours = await readConversations();
  const copies = Map.groupBy(
    [...ours.values()].flat().flatMap(({ messages }) => messages),
    ({ externalId }) => externalId,
  );
  const sends = Map.groupBy(
    await ask(sandbox, 'messages'),
    ({ account, recipient }) => `${account} ${recipient}`,
  );
  const result: InboxJudgement = {
    ...{ violations: [], conversations: customers.length, received: 0, requests: 0, sent: 0 },
    ...{ ours: {}, handedOver: {} },
  };
  for (const customer of customers) {
    const { account, id } = customer;
    const own = ours.get(`${account.connectionId} ${id}`) ?? [];
    const [conversation] = own;
    const chat = await ask(
      sandbox,
      `chat?platform=${account.platform}&account=${account.externalId}&person=${id}`,
    );
    const written = chat.filter(
      (message) => message.direction === 'in' || customer.echoes.includes(message.id),
    );
    const requests = sends.get(`${account.externalId} ${id}`) ?? [];
    result.received += written.length + customer.comments.length;
    result.requests += requests.length;
    result.sent += requests.filter(({ sent }) => sent).length;
    const breaches: Breach[] = conversation
      ? [
          ...brokenReceipts(customer, conversation, { written, told, copies }),
          ...(await brokenOrder(customer, conversation, chat)),
          ...brokenSends(conversation, { requests, told, echoes: customer.echoes }),
          ...brokenAnswers(conversation, answers),
          ...(await brokenTurn(conversation)),
        ]
      : [];
    if (own.length !== 1) breaches.push(['a customer has one conversation', `${own.length}`]);
    const story = conversation ? storyOf(conversation) : '';
    for (const [promise, detail] of breaches)
      result.violations.push({ promise, who: `${account.platform} ${id}`, detail: `${detail}; ${story}` });
    if (conversation) count(result, conversation);
  }
  return result;
}

/** What was answered 200 stands there once, as it was written last, and nothing else does. */
function brokenReceipts(
  { comments }: Customer,
  { id, messages }: OurConversation,
  { written, told, copies }: { written: Json[]; told: Told; copies: Map<string | null, OurMessage[]> },
): Breach[] {
  const found: Breach[] = [];
  const known = new Set([...written.map((message) => message.id as string), ...comments]);
  for (const externalId of known) {
    const here = copies.get(externalId) ?? [];
    if (!told.messages.has(externalId)) found.push(['every event is taken in the end', externalId]);
    if (here.length !== 1 || here[0]?.conversationId !== id)
      found.push(['what was answered 200 is there once', `${externalId} ${here.length} times`]);
  }
  for (const { id: externalId, text, unsent } of written) {
    const [message] = copies.get(externalId) ?? [];
    if (message && message.isUnsent !== unsent) found.push(['what was taken back is gone', externalId]);
    if (message?.kind === 'text' && message.content !== (unsent ? '' : text))
      found.push(['it is as it was written last', `${externalId} "${message.content}", not "${text}"`]);
  }
  for (const message of messages)
    if (message.direction === 'inbound' && !known.has(message.externalId ?? ''))
      found.push(['nothing is there that nobody wrote', message.id]);
  return found;
}

/** The API shows what the customer wrote in the order in which they wrote it. */
async function brokenOrder(
  { shop }: Customer,
  conversation: OurConversation,
  chat: Json[],
): Promise<Breach[]> {
  const place = new Map(conversation.messages.map(({ id, externalId }) => [id, externalId]));
  const theirs = chat.filter(({ direction }) => direction === 'in').map(({ id }) => id as string);
  const shown = (await readThread(shop, conversation.id)).map(({ id }) => place.get(id) ?? null);
  const inOrder = shown.filter((externalId) => externalId !== null && theirs.includes(externalId));
  const isSame = inOrder.length === theirs.length && inOrder.every((each, index) => each === theirs[index]);
  const say = (ids: (string | null)[]) => ids.map((each) => each?.slice(-8)).join(' ');
  return isSame ? [] : [['a conversation is in order', `${say(inOrder)}, not ${say(theirs)}`]];
}

/** What the API took from a person stands there once. */
function brokenAnswers({ id, messages }: OurConversation, answers: PersonsAnswer[]): Breach[] {
  return answers
    .filter(({ conversationId }) => conversationId === id)
    .flatMap(({ text }): Breach[] => {
      const here = messages.filter(({ content, author }) => content === text && author === 'agent');
      return here.length === 1 ? [] : [['what a person wrote is there once', `${text} ${here.length} times`]];
    });
}

/** What needs no answer: see contracts/inbound.ts. */
const wakesNobody = ['comment', 'mention', 'system', 'unsupported'];
const reached = ['sent', 'delivered', 'read'];

/** Who wrote last and waits was answered, or is handed over, or the assistant saw that there was nothing to answer. */
async function brokenTurn({ id, handoverReason, messages }: OurConversation): Promise<Breach[]> {
  const last = messages.findLast(
    ({ direction, kind, isUnsent }) => direction === 'inbound' && !isUnsent && !wakesNobody.includes(kind),
  );
  if (!last || handoverReason) return [];
  const answered = messages.some(
    ({ direction, sequence, state }) =>
      direction === 'outbound' && sequence > last.sequence && reached.includes(state),
  );
  if (answered) return [];
  const quiet = await rows(
    `select 1 as quiet from assistant_calls where conversation_id = $1 and sequence >= $2 and decision = 'quiet'`,
    [id, last.sequence],
  );
  return quiet.length > 0 ? [] : [['nobody is left without an answer', `message ${last.sequence}`]];
}

function count({ ours, handedOver }: InboxJudgement, { handoverReason, messages }: OurConversation): void {
  if (handoverReason) handedOver[handoverReason] = (handedOver[handoverReason] ?? 0) + 1;
  for (const { direction, author, state, problemCode, problemDetail } of messages) {
    if (direction !== 'outbound') continue;
    const key = `${author} ${state}${state === 'failed' ? ` (${problemCode ?? 'no code'}: ${problemDetail ?? ''})` : ''}`;
    ours[key] = (ours[key] ?? 0) + 1;
  }
}
