import { newNumber } from '../../social/publishing/handles.ts';
import { addComment } from '../../social/publishing/comments.ts';
import { recentPosts } from '../../social/posts.ts';
import { nowOf } from '../../social/clock.ts';
import type { Inbound, Inbox, Received, Update } from '../../social/messaging/messaging.ts';
import { editMessage, unsendMessage } from '../../social/messaging/messages.ts';
import type { Store } from '../../store.ts';
import { mediaId } from '../media.ts';
import { messageBodies, named, newMessageId } from './events.ts';

/** What stands in an entry: an event of `messaging`, or a change in either of its two shapes. */
export type Payload =
  { in: 'messaging'; event: object } | { in: 'changes' | 'entry'; field: string; value: object };

/** What a customer does besides writing messages, by its type: the event and what it is subscribed to by. */
const otherEvents: Record<string, (inbound: Inbound, store: Store) => { field: string; event: object }> = {
  reaction: (inbound) => ({
    field: 'message_reactions',
    event: {
      reaction: {
        mid: named(inbound),
        ...(inbound.emoji === ''
          ? { action: 'unreact' }
          : { action: 'react', reaction: 'love', emoji: inbound.emoji ?? '\u2764\ufe0f' }),
      },
    },
  }),
  edit: (inbound, store) => ({
    field: 'message_edit',
    event: {
      message_edit: {
        ...{ mid: named(inbound), text: inbound.text },
        num_edit: editMessage(store, 'instagram', named(inbound), inbound.text),
      },
    },
  }),
  unsend(inbound, store) {
    unsendMessage(store, 'instagram', named(inbound));
    return { field: 'messages', event: { message: { mid: named(inbound), is_deleted: true } } };
  },
  read: (inbound) => ({ field: 'messaging_seen', event: { read: { mid: named(inbound) } } }),
  button: ({ text }) => ({
    field: 'messaging_postbacks',
    event: { postback: { mid: newMessageId(), title: text, payload: text.toUpperCase() } },
  }),
  referral: ({ text }) => ({
    field: 'messaging_referral',
    event: { referral: { ref: text, source: 'SHORTLINKS', type: 'OPEN_THREAD' } },
  }),
};

/** Everything that control can make happen. */
export const types = [...Object.keys(messageBodies), ...Object.keys(otherEvents), 'comment', 'mention'];

/** https://developers.facebook.com/docs/instagram-platform/webhooks/examples */
export function receive(store: Store, inbox: Inbox, inbound: Inbound): Received {
  const { type, person, at } = inbound;
  if (type === 'comment' || type === 'mention') return receiveChange(store, inbox, inbound);
  const fromShop = type === 'echo';
  const [sender, recipient] = fromShop ? [inbox.id, person.id] : [person.id, inbox.id];
  const tellWith = (id: string, field: string, event: object): Update => {
    const sides = { sender: { id: sender }, recipient: { id: recipient }, timestamp: at };
    const payload: Payload = { in: 'messaging', event: { ...sides, ...event } };
    return { account: inbox.account.id, field, payload, subject: id };
  };
  const bodyOf = messageBodies[type];
  if (bodyOf) {
    const mid = newMessageId();
    const message = { mid, ...bodyOf(inbound), ...inbound.data };
    return {
      id: mid,
      updates: [tellWith(mid, 'messages', { message })],
      message: { type, text: inbound.text, direction: fromShop ? 'out' : 'in' },
    };
  }
  const other = otherEvents[type]?.(inbound, store);
  if (!other) throw new Error(`no event for ${type}`);
  const id = inbound.messageId ?? newMessageId();
  const shown = type === 'button' ? ({ type, text: inbound.text, direction: 'in' } as const) : null;
  return { id, updates: [tellWith(id, other.field, { ...other.event, ...inbound.data })], message: shown };
}

/** A comment below the account's newest post, or one that mentions it elsewhere. */
function receiveChange(store: Store, inbox: Inbox, inbound: Inbound): Received {
  const { type, person, text, data, shape, messageId } = inbound;
  const now = nowOf(store);
  const account = inbox.account.id;
  const newest = recentPosts({ store, now, hiddenMs: 0 }, inbox.account, 1)[0]?.number ?? '';
  const postId = mediaId(newest);
  const id = `178${newNumber(14)}`;
  const username = person.username ?? `user.${person.id}`;
  if (type === 'comment') {
    const comment = { id, postId, parentId: messageId, author: username, text };
    addComment({ store, platform: { name: 'instagram' }, now }, comment);
  }
  const value =
    type === 'comment'
      ? {
          ...{ id, text, from: { id: person.id, username } },
          media: { id: postId, media_product_type: 'FEED' },
          ...(messageId !== null && { parent_id: messageId }),
        }
      : { media_id: postId, comment_id: id };
  const field = type === 'comment' ? 'comments' : 'mentions';
  const payload: Payload = { in: shape, field, value: { ...value, ...data } };
  return { id, updates: [{ account, field, payload, subject: id }], message: null };
}
