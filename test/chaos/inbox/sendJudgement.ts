import type { Json } from '../../support/apiClient.ts';
import type { Told } from './deliveries.ts';
import type { OurConversation, OurMessage } from './threads.ts';

/** The promise that was broken, and how. */
export type Breach = [promise: string, detail: string];

const reached = ['sent', 'delivered', 'read'];
/** What is told of a message only ever goes on. */
const ranks = ['queued', 'sending', 'unknown', 'sent', 'delivered', 'read'];

/** What we call sent was sent, once, in its order; and what was sent we know, or do not claim to. */
export function brokenSends(
  { messages }: OurConversation,
  { requests, told, echoes }: { requests: Json[]; told: Told; echoes: string[] },
): Breach[] {
  const outgoing = messages.filter(
    ({ direction, externalId }) => direction === 'outbound' && !echoes.includes(externalId ?? ''),
  );
  const sent = requests.filter((request) => request.sent);
  return [
    ...brokenCounts(outgoing, sent),
    ...outgoing.flatMap((message) => brokenMessage(message, sent, told)),
    ...brokenSequence(outgoing, sent),
  ];
}

/** By text: at least as many were sent as we say, at most as many as we say or do not know. */
function brokenCounts(outgoing: OurMessage[], sent: Json[]): Breach[] {
  const texts = new Set([
    ...outgoing.map(({ content }) => content),
    ...sent.map(({ text }) => text as string),
  ]);
  return [...texts].flatMap((text): Breach[] => {
    const times = sent.filter((request) => request.text === text).length;
    const own = outgoing.filter(({ content }) => content === text);
    const known = own.filter(({ state }) => reached.includes(state)).length;
    const unknown = own.filter(({ state }) => state === 'unknown').length;
    if (times > known + unknown)
      return [
        [
          'no message is sent twice, or unknown to us',
          `"${text}": ${times} sent, ${known} known, ${unknown} unknown`,
        ],
      ];
    return times < known
      ? [['nothing is called sent that is not', `"${text}": ${times} sent, ${known} known`]]
      : [];
  });
}

function brokenMessage(
  { id, state, author, content, externalId, kind }: OurMessage,
  sent: Json[],
  told: Told,
): Breach[] {
  const found: Breach[] = [];
  const names = [...told.named].filter(([name]) => name.startsWith(`message/${id}/`));
  if (names.flatMap(([, ids]) => [...ids]).length > 1)
    found.push(['no message is sent twice', `${id} ${JSON.stringify(names.map(([, ids]) => [...ids]))}`]);
  if (state === 'queued' || state === 'sending')
    found.push(['every message has its outcome', `${id} is ${state}`]);
  if (reached.includes(state) && !sent.some(({ messageId }) => messageId === externalId))
    found.push(['nothing is called sent that is not', `${author} ${kind} "${content}" ${externalId ?? ''}`]);
  const furthest = Math.max(
    0,
    ...[...(told.statuses.get(externalId ?? '') ?? [])].map((each) => ranks.indexOf(each)),
  );
  if (ranks.includes(state) && ranks.indexOf(state) < furthest)
    found.push(['what is told of a message is kept', `${id} is ${state}, told ${ranks[furthest] ?? ''}`]);
  return found;
}

/** The customer reads them in the order in which they were written. */
function brokenSequence(outgoing: OurMessage[], sent: Json[]): Breach[] {
  const order = new Map(sent.map(({ messageId, sequence }) => [messageId as string, sequence as number]));
  const places = outgoing.flatMap(({ externalId }) => order.get(externalId ?? '') ?? []);
  return places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))
    ? []
    : [['messages go out in their order', places.join(' ')]];
}
