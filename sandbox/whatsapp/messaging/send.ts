import { parametersOf } from '../../graph/parameters.ts';
import { idOf, noObject } from '../../graph/request.ts';
import { dayMs } from '../../social/clock.ts';
import { findMessage } from '../../social/messaging/messages.ts';
import type { Inbox } from '../../social/messaging/messaging.ts';
import { findPerson, type Person } from '../../social/messaging/people.ts';
import { sentSince } from '../../social/messaging/sends.ts';
import { takeMessage } from '../../social/messaging/take.ts';
import type { AccountCall, Call, Endpoint } from '../../social/platform.ts';
import { findHandle } from '../../social/publishing/handles.ts';
import { fetchMedia } from '../../social/publishing/media.ts';
import { refusal } from './errors.ts';
import { inboxesOf, messaging } from './index.ts';
import { readMessage, textOf, type MessageOrder } from './order.ts';
import { checkTemplate } from './templates.ts';
import { newMessageId } from './values.ts';

/** A number sends 80 messages a second, and one in 6 seconds to the same person. */
const [perSecond, pairMs] = [80, 6000];

/** Nobody has a number that begins so: the platform says so at once, or only after it took the message. */
const [unknownPrefix, unreachablePrefix] = ['999', '998'];

const isReadReceipt = (call: Call): boolean => parametersOf(call).get('status') === 'read';

/** The caller's phone number that a call names. @throws {Refused} */
export function ownInbox(call: AccountCall): Inbox {
  const inbox = inboxesOf(call.account).find(({ id }) => id === idOf(call));
  if (!inbox) throw noObject(idOf(call));
  return inbox;
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export const sendMessage: Endpoint = {
  method: 'POST',
  path: '/graph/:version/:id/messages',
  scopes: ['whatsapp_business_messaging'],
  operation: 'message',
  sends(call) {
    if (isReadReceipt(call)) return null;
    const message = readMessage(call);
    return { account: idOf(call), recipient: message.to, type: message.type, text: textOf(message) };
  },
  async handle(call) {
    const inbox = ownInbox(call);
    if (isReadReceipt(call)) return markRead(call, inbox);
    const message = readMessage(call);
    const person = recipientOf(call, inbox, message.to);
    checkRates(call, inbox, person);
    const failsWith = await expectSendable(call, person, message);
    const id = newMessageId();
    const reference = parametersOf(call).get('biz_opaque_callback_data') ?? null;
    takeMessage(call, messaging, inbox, {
      ...{ id, person, type: message.type, text: textOf(message) },
      ...{ failsWith, reference },
    });
    const known = person.hidesNumber ? { user_id: person.userId } : { wa_id: person.id };
    call.ctx.body = {
      messaging_product: 'whatsapp',
      contacts: [{ input: message.to, ...known }],
      messages: [{ id, ...(message.type === 'template' && { message_status: 'accepted' }) }],
    };
  },
};

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/mark-message-as-read */
function markRead({ ctx, store, ...call }: AccountCall, inbox: Inbox): void {
  const id = parametersOf({ ctx, store, ...call }).get('message_id') ?? '';
  if (findMessage(store, 'whatsapp', id)?.inbox !== inbox.id) {
    throw refusal('wrong', 'message_id: there is no such message.');
  }
  ctx.body = { success: true };
}

/** @throws {GraphRefused} when nobody has the number. */
function recipientOf({ store }: AccountCall, inbox: Inbox, to: string): Person {
  const known = findPerson(store, 'whatsapp', inbox.id, to.replace(/^\+/, ''));
  if (known) return known;
  const digits = to.replace(/[\s()-]/g, '').replace(/^\+/, '');
  if (!/^\d{6,15}$/.test(digits)) throw refusal('wrong', 'to: this is no phone number.');
  if (digits.startsWith(unknownPrefix)) throw refusal('unknownNumber');
  const { userId } = messaging.personOf(digits);
  const found = findPerson(store, 'whatsapp', inbox.id, digits);
  return (
    found ?? { id: digits, userId, name: `+${digits}`, username: null, hidesNumber: false, wroteAt: null }
  );
}

function checkRates({ store, now }: AccountCall, inbox: Inbox, person: Person): void {
  const sent = { platform: 'whatsapp', inbox: inbox.id };
  if (sentSince(store, { ...sent, since: now - 1000 }) >= perSecond) throw refusal('rateLimit');
  if (sentSince(store, { ...sent, person: person.id, since: now - pairMs }) > 0)
    throw refusal('pairRateLimit');
}

/**
 * The code that the message fails with after it was taken; null when it arrives.
 * @throws {GraphRefused} when it is refused at once.
 */
async function expectSendable(
  call: AccountCall,
  person: Person,
  message: MessageOrder,
): Promise<number | null> {
  if (message.type === 'template') checkTemplate(message.part);
  else if (person.wroteAt === null || call.now - person.wroteAt > dayMs) throw refusal('windowIsOver');
  const media = 'part' in message && 'link' in message.part ? message.part.link : undefined;
  if (typeof media === 'string' && !(await fetchMedia(media))) return 131_053;
  const file = 'part' in message && 'id' in message.part ? message.part.id : undefined;
  if (typeof file === 'string' && !findHandle(call, 'media', file)) {
    throw refusal('wrong', `${message.type}.id: there is no such media.`);
  }
  return person.id.startsWith(unreachablePrefix) ? 131_026 : null;
}
