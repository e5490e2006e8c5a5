import { parseFields, selectFields, type AskedField, type NodeFields } from '../../graph/fields.ts';
import { graphTime, idOf, noObject } from '../../graph/request.ts';
import {
  conversationsOf,
  findMessage,
  messagesOf,
  type ChatMessage,
} from '../../social/messaging/messages.ts';
import { findPerson, type Person } from '../../social/messaging/people.ts';
import { avatarUrl } from '../../social/pictures.ts';
import type { AccountCall, Endpoint } from '../../social/platform.ts';
import { isCaller } from '../caller.ts';

/** Of a conversation, only so many messages are told. */
const messagesTold = 20;

interface ConversationNode {
  id: string;
  person: string;
  at: number;
  call: AccountCall;
}

interface MessageNode {
  id: string;
  message: ChatMessage;
  call: AccountCall;
}

const conversationId = ({ account }: AccountCall, person: string): string =>
  `aWdfZAG06${Buffer.from(`${account.id}:${person}`).toString('base64url')}`;

const customer = ({ store, account }: AccountCall, id: string) => {
  const person = findPerson(store, 'instagram', account.id, id);
  return { username: person?.username ?? `user.${id}`, id };
};
const shop = ({ account }: AccountCall) => ({ username: account.handle, id: account.id });

/** The file of a message; nothing when it has none. */
function attachmentsOf({ id, media }: ChatMessage, origin: string): object | undefined {
  if (!media) return undefined;
  const url = `${origin}${media.path}`;
  const [kind = ''] = media.mediaType.split('/');
  const data = kind === 'image' || kind === 'video' ? { [`${kind}_data`]: { url } } : { file_url: url };
  return { data: [{ id, mime_type: media.mediaType, ...data }] };
}

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/conversations-api */
const messageFields: NodeFields<MessageNode> = {
  created_time: ({ message }) => graphTime(message.at),
  from: ({ message, call }) => (message.direction === 'in' ? customer(call, message.person) : shop(call)),
  to: ({ message, call }) => ({
    data: [message.direction === 'in' ? shop(call) : customer(call, message.person)],
  }),
  message: ({ message }) => message.text,
  attachments: ({ message, call }) => attachmentsOf(message, call.origin),
  is_unsupported: ({ message }) => (message.type === 'unsupported' ? true : undefined),
};
const messageType = { type: 'Message', known: messageFields, defaults: ['created_time'] };

const conversationFields: NodeFields<ConversationNode> = {
  updated_time: ({ at }) => graphTime(at),
  participants: ({ person, call }) => ({ data: [shop(call), customer(call, person)] }),
  messages: ({ person, call }, asked) => ({
    data: messagesOf(call.store, 'instagram', {
      ...{ inbox: call.account.id, person },
      limit: Math.min(messagesTold, Number(asked.modifiers.limit ?? messagesTold) || messagesTold),
    })
      .filter(({ unsent }) => !unsent)
      .map((message) => selectFields({ id: message.id, message, call }, asked.fields, messageType)),
  }),
};
const conversationType = { type: 'Conversation', known: conversationFields, defaults: ['updated_time'] };

const cursorOf = (person: string): string => Buffer.from(`c${person}`).toString('base64url');

/** The caller's conversations, that of the newest message first. */
export const conversations: Endpoint = {
  method: 'GET',
  path: '/graph/:version/:id/conversations',
  scopes: ['instagram_business_manage_messages'],
  operation: 'list',
  handle(call) {
    if (!isCaller(call, idOf(call))) throw noObject(idOf(call));
    const { store, account, query } = call;
    const asked = parseFields(query.get('fields') ?? '');
    const limit = Number(query.get('limit') ?? 25) || 25;
    const user = query.get('user_id');
    const found = conversationsOf(store, 'instagram', account.id).filter(
      ({ person }) => user === null || person === user,
    );
    const start = found.findIndex(({ person }) => cursorOf(person) === query.get('after')) + 1;
    const shown = found.slice(start, start + limit);
    const data = shown.map(({ person, at }) =>
      selectFields({ id: conversationId(call, person), person, at, call }, asked, conversationType),
    );
    const [first, last] = [shown[0], shown.at(-1)];
    const paging =
      first && last
        ? { paging: { cursors: { before: cursorOf(first.person), after: cursorOf(last.person) } } }
        : {};
    call.ctx.body = { data, ...paging };
  },
};

/** One of the caller's conversations; null when the id is of none. */
export function presentConversation(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const found = conversationsOf(call.store, 'instagram', call.account.id).find(
    ({ person }) => conversationId(call, person) === id,
  );
  return found ? selectFields({ id, ...found, call }, asked, conversationType) : null;
}

/** One of the caller's messages; null when the id is of none. */
export function presentMessage(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const message = findMessage(call.store, 'instagram', id);
  if (!message || message.inbox !== call.account.id || message.unsent) return null;
  return selectFields({ id, message, call }, asked, messageType);
}

/** https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api/user-profile */
const personFields: NodeFields<{ id: string; person: Person; call: AccountCall }> = {
  name: ({ person }) => person.name,
  username: ({ id, person }) => person.username ?? `user.${id}`,
  profile_pic: ({ call }) => avatarUrl(call.origin, call.account),
  follower_count: () => 120,
  is_user_follow_business: () => true,
  is_business_follow_user: () => false,
  is_verified_user: () => false,
};

/** Somebody who wrote to the caller; null when the id is of nobody who did. */
export function presentPerson(call: AccountCall, id: string, asked: AskedField[]): object | null {
  const person = findPerson(call.store, 'instagram', call.account.id, id);
  if (person?.id !== id || person.wroteAt === null) return null;
  const type = { type: 'IGUser', known: personFields, defaults: ['name'] };
  return selectFields({ id, person, call }, asked, type);
}
