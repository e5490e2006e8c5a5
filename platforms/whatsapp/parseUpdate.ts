import { z } from 'zod';
import type { InboundEvent, InboundMessage } from '../../contracts/inbound.ts';
import { GraphTime, parseUpdate } from '../graphWebhooks.ts';
import { readParts } from './messageParts.ts';

const Message = z.looseObject({
  id: z.string(),
  type: z.string(),
  timestamp: GraphTime,
  from: z.string().nullish(),
  from_user_id: z.string().nullish(),
  context: z.looseObject({ id: z.string().nullish() }).nullish(),
});
const Echo = Message.extend({ to: z.string().nullish(), to_user_id: z.string().nullish() });
const Contact = z.looseObject({
  profile: z.looseObject({ name: z.string().nullish(), username: z.string().nullish() }).nullish(),
  wa_id: z.string().nullish(),
  user_id: z.string().nullish(),
});
const Status = z.looseObject({
  id: z.string(),
  status: z.string(),
  timestamp: GraphTime,
  errors: z.array(z.looseObject({ code: z.number() })).nullish(),
  biz_opaque_callback_data: z.string().nullish(),
});
/** As split() makes them: with a message, an echo or a status; without, it is another field of a business account. */
const Update = z.object({
  field: z.string(),
  message: Message.nullish(),
  contact: Contact.nullish(),
  echo: Echo.nullish(),
  status: Status.nullish(),
});

/** What an update means. Fields of a business account that are no message are of no consequence here. */
export function parse(payload: string): InboundEvent[] | null {
  const update = parseUpdate(Update, payload);
  if (!update) return null;
  const { field, message, contact = null, echo, status } = update;
  if (message) return fromCustomer(message, contact);
  if (echo) return fromShop(echo);
  return status ? statusEvent(status) : [{ kind: 'ignored', reason: `field ${field}` }];
}

/** A person is known by the phone number where the platform tells it, else by the business-scoped user id. */
function fromCustomer(
  message: z.infer<typeof Message>,
  contact: z.infer<typeof Contact> | null,
): InboundEvent[] | null {
  const phone = message.from ?? contact?.wa_id ?? null;
  const user = message.from_user_id ?? contact?.user_id ?? null;
  const contactId = phone ?? user;
  if (!contactId) return null;
  const { profile } = contact ?? {};
  return readMessage(message, {
    from: 'customer',
    contactId,
    aliases: user && user !== contactId ? [user] : [],
    contactName: profile?.name ?? null,
    contactUsername: profile?.username ?? null,
    phoneNumber: asPhoneNumber(phone),
  });
}

/**
 * What the shop wrote in the WhatsApp Business app:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes
 */
function fromShop(echo: z.infer<typeof Echo>): InboundEvent[] | null {
  const contactId = echo.to ?? echo.to_user_id;
  if (!contactId) return null;
  return readMessage(echo, {
    from: 'shop',
    contactId,
    aliases: echo.to_user_id && echo.to_user_id !== contactId ? [echo.to_user_id] : [],
    contactName: null,
    contactUsername: null,
    phoneNumber: asPhoneNumber(echo.to ?? null),
  });
}

type Person = Pick<
  InboundMessage,
  'from' | 'contactId' | 'aliases' | 'contactName' | 'contactUsername' | 'phoneNumber'
>;

const Reaction = z.object({ message_id: z.string(), emoji: z.string().nullish() });
const Revoke = z.object({ original_message_id: z.string() });
const Edit = z.object({
  original_message_id: z.string(),
  message: z.looseObject({ type: z.string() }),
});
const System = z.looseObject({ wa_id: z.string().nullish(), user_id: z.string().nullish() });

function readMessage(message: z.infer<typeof Message>, person: Person): InboundEvent[] | null {
  const { id: messageId, type, timestamp: at, context } = message;
  const { contactId } = person;
  switch (type) {
    case 'reaction': {
      const { data } = Reaction.safeParse(message.reaction);
      const emoji = data?.emoji ? data.emoji : null;
      return data ? [{ kind: 'reaction', contactId, messageId: data.message_id, emoji, at }] : null;
    }
    case 'revoke': {
      const { data } = Revoke.safeParse(message.revoke);
      return data ? [{ kind: 'unsent', contactId, messageId: data.original_message_id, at }] : null;
    }
    case 'edit': {
      const { data } = Edit.safeParse(message.edit);
      if (!data) return null;
      const { text } = readParts(data.message.type, data.message);
      return [{ kind: 'edited', contactId, messageId: data.original_message_id, text, at }];
    }
    default:
      return [newMessage(message, { ...person, messageId, at, replyToId: context?.id ?? null })];
  }
}

function newMessage(
  message: z.infer<typeof Message>,
  head: Person & Pick<InboundMessage, 'messageId' | 'at' | 'replyToId'>,
): InboundMessage {
  const { type, data, ...body } = readParts(message.type, message);
  const extra = { referral: message.referral, context: extraOf(message.context) };
  const told = Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined));
  return {
    kind: 'message',
    ...head,
    // Who changes the number stays the same person.
    aliases: type === 'system' ? [...head.aliases, ...newIds(message.system)] : head.aliases,
    type,
    ...body,
    data: { ...data, ...told },
  };
}

/** What a message stands in besides its reply: that it was forwarded, or which product it asks about. */
function extraOf(context: z.infer<typeof Message>['context']): Record<string, unknown> | undefined {
  const { id: _reply, from: _from, from_user_id: _user, ...extra } = context ?? {};
  return Object.keys(extra).length > 0 ? extra : undefined;
}

function newIds(system: unknown): string[] {
  const { data } = System.safeParse(system);
  return [data?.wa_id, data?.user_id].filter((id): id is string => typeof id === 'string');
}

const deliveries = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
} as const;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
function statusEvent({
  id: messageId,
  status,
  timestamp: at,
  errors,
  biz_opaque_callback_data: reference = null,
}: z.infer<typeof Status>): InboundEvent[] {
  const state = deliveries[status as keyof typeof deliveries] as (typeof deliveries)['sent'] | undefined;
  if (!state) return [{ kind: 'ignored', reason: `status ${status}` }];
  const [error] = errors ?? [];
  const problemCode = error ? String(error.code) : null;
  return [{ kind: 'status', messageId, state, at, problemCode, reference }];
}

/** A phone number as WhatsApp writes it, without +; null for an id that is none. */
const asPhoneNumber = (id: string | null): string | null => (id && /^\d{6,15}$/.test(id) ? `+${id}` : null);
