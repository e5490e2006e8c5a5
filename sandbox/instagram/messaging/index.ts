import { numberOf } from '../../social/accounts.ts';
import type { PlatformMessaging, Update } from '../../social/messaging/messaging.ts';
import { receive, types, type Payload } from './receive.ts';

/** Digits of an id that Instagram scopes to an account: whoever is named by a word has one too. */
const personId = (id: string): string => (/^\d+$/.test(id) ? id : `${numberOf(`person ${id}`)}000000`);

/** Instagram's messages: https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
export const messaging: PlatformMessaging = {
  object: 'instagram',
  fields: [
    ...['messages', 'message_edit', 'message_reactions', 'messaging_seen', 'messaging_postbacks'],
    ...['messaging_referral', 'comments', 'mentions'],
  ],
  types,
  inboxesOf: (account) => [{ id: account.id, account, number: '' }],
  personOf: (id) => ({ id: personId(id), userId: null }),
  receive,
  reports(inbox, { id, person, text, at, attachments }, { sentMs, readMs }) {
    const account = inbox.account.id;
    const [shop, customer] = [{ id: account }, { id: person.id }];
    const message = {
      ...{ mid: id, is_echo: true },
      ...(attachments.length > 0 ? { attachments } : { text }),
    };
    const echo: Payload = {
      in: 'messaging',
      event: { sender: shop, recipient: customer, timestamp: at, message },
    };
    const seen: Payload = {
      in: 'messaging',
      event: { sender: customer, recipient: shop, timestamp: at + (readMs ?? 0), read: { mid: id } },
    };
    const about = { account, subject: id };
    return [
      { ...about, field: 'messages', payload: echo, afterMs: sentMs },
      ...(readMs === null
        ? []
        : [{ ...about, field: 'messaging_seen', payload: seen, afterMs: Math.max(sentMs, readMs) }]),
    ];
  },
  entries,
};

/** Events of an account one after the other share an entry, and so do changes; a change may also be an entry. */
function entries(updates: Pick<Update, 'account' | 'payload'>[], time: number): object[] {
  const made: { id: string; time: number; messaging?: object[]; changes?: object[] }[] = [];
  for (const { account: id, payload } of updates) {
    const content = payload as Payload;
    const last = made.at(-1)?.id === id ? made.at(-1) : undefined;
    if (content.in === 'messaging') {
      if (last?.messaging) last.messaging.push(content.event);
      else made.push({ id, time, messaging: [content.event] });
    } else if (content.in === 'changes') {
      const { field, value } = content;
      if (last?.changes) last.changes.push({ field, value });
      else made.push({ id, time, changes: [{ field, value }] });
    } else {
      const { field, value } = content;
      made.push(Object.assign({ id, time }, { field, value }));
    }
  }
  return made;
}
