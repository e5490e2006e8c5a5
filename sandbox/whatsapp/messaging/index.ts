import { numberOf, type Account } from '../../social/accounts.ts';
import { WrongControl } from '../../social/answerControl.ts';
import { editMessage, unsendMessage } from '../../social/messaging/messages.ts';
import type {
  Inbound,
  Inbox,
  PlatformMessaging,
  Received,
  Update,
} from '../../social/messaging/messaging.ts';
import type { Store } from '../../store.ts';
import { numbersOf } from '../phoneNumbers.ts';
import { echoOf, messageParts, named } from './parts.ts';
import { contactOf, head, newMessageId, seconds, senderOf, statusValue } from './values.ts';

/** What control can tell of a message that was sent, beside what comes by itself. */
const statuses = ['sent', 'delivered', 'read', 'failed'];

/** A phone number of a business account as an inbox. */
export const inboxesOf = (account: Account): Inbox[] =>
  numbersOf(account).map(({ id, number }) => ({ id, account, number: number.replace(/\D/g, '') }));

/**
 * Who is meant by a phone number, or by a business-scoped user id, which has a country and a dot before it.
 * @throws {WrongControl} when it is neither.
 */
function personOf(id: string): { id: string; userId: string } {
  if (/^[A-Z]{2}\.\w+$/.test(id)) return { id, userId: id };
  const digits = id.replace(/\D/g, '');
  if (!/^\+?\d{6,15}$/.test(id)) throw new WrongControl(`"${id}" is no phone number`);
  return { id: digits, userId: `FR.${numberOf(`whatsapp ${digits}`)}` };
}

function receive(store: Store, inbox: Inbox, inbound: Inbound): Received {
  const { type, person, at, text, data } = inbound;
  const tellOf = (id: string, value: object, field = 'messages'): Update => ({
    ...{ account: inbox.account.id, field, payload: value, subject: id },
  });
  if (statuses.includes(type)) {
    const code = type === 'failed' ? Number(data.code ?? 131_026) : null;
    const id = named(inbound);
    const value = statusValue(inbox, person, { id, status: type, at, code, reference: null });
    return { id, updates: [tellOf(id, value)], message: null };
  }
  const id = newMessageId();
  if (type === 'echo') {
    const value = { ...head(inbox), message_echoes: [{ ...echoOf(inbound, inbox, id), ...data }] };
    return {
      id,
      updates: [tellOf(id, value, 'smb_message_echoes')],
      message: { type: 'text', text, direction: 'out' },
    };
  }
  const parts = messageParts[type]?.(inbound, inbox, store);
  if (!parts) throw new Error(`no message for ${type}`);
  if (type === 'edit') editMessage(store, 'whatsapp', named(inbound), text);
  if (type === 'unsend') unsendMessage(store, 'whatsapp', named(inbound));
  const message = { ...senderOf(person), id, timestamp: seconds(at), ...parts, ...data };
  // A system message is about somebody, and written by nobody.
  const contacts = type === 'system' ? {} : { contacts: [contactOf(person)] };
  const isShown = !['edit', 'unsend', 'reaction', 'system'].includes(type);
  return {
    id,
    updates: [tellOf(id, { ...head(inbox), ...contacts, messages: [message] })],
    message: isShown ? { type, text, direction: 'in' } : null,
  };
}

/** WhatsApp's messages: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */
export const messaging: PlatformMessaging = {
  object: 'whatsapp_business_account',
  fields: ['messages', 'smb_message_echoes'],
  types: [...Object.keys(messageParts), 'echo', ...statuses],
  inboxesOf,
  personOf,
  receive,
  reports(inbox, { id, person, at, failsWith, reference }, { sentMs, deliveredMs, readMs }) {
    const report = (status: string, afterMs: number, code: number | null = null) => ({
      ...{ account: inbox.account.id, field: 'messages', subject: id, afterMs },
      payload: statusValue(inbox, person, { id, status, at: at + afterMs, code, reference }),
    });
    if (failsWith !== null) return [report('failed', sentMs, failsWith)];
    const [delivered, read] = [Math.max(sentMs, deliveredMs), readMs];
    return [
      ...[report('sent', sentMs), report('delivered', delivered)],
      ...(read === null ? [] : [report('read', Math.max(delivered, read))]),
    ];
  },
  entries,
};

/** Changes of an account one after the other share an entry. */
function entries(updates: Pick<Update, 'account' | 'field' | 'payload'>[]): object[] {
  const made: { id: string; changes: object[] }[] = [];
  for (const { account: id, field, payload: value } of updates) {
    const last = made.at(-1);
    if (last?.id === id) last.changes.push({ value, field });
    else made.push({ id, changes: [{ value, field }] });
  }
  return made;
}
