import { z } from 'zod';
import type { InboundEvent, InboundMessage } from '../../contracts/inbound.ts';
import { GraphId, GraphTime, parseUpdate } from '../graphWebhooks.ts';
import { parseChange } from './parseChange.ts';
import { DirectMessage, readParts } from './messageParts.ts';

const Person = z.looseObject({ id: GraphId });
const Messaging = z.looseObject({
  sender: Person,
  recipient: Person,
  timestamp: GraphTime,
  message: DirectMessage.nullish(),
  message_edit: z.looseObject({ mid: z.string(), text: z.string().nullish() }).nullish(),
  postback: z
    .looseObject({ mid: z.string().nullish(), title: z.string().nullish(), payload: z.string().nullish() })
    .nullish(),
  reaction: z
    .looseObject({
      mid: z.string(),
      action: z.string().nullish(),
      reaction: z.string().nullish(),
      emoji: z.string().nullish(),
    })
    .nullish(),
  read: z.unknown().optional(),
});
const Read = z.object({ mid: z.string() });
const Update = z.object({
  account: z.string(),
  time: GraphTime.nullish(),
  messaging: Messaging.nullish(),
  change: z.object({ field: z.string(), value: z.unknown() }).nullish(),
});
/** What goes on between the apps of an account, or before a message: nobody waits for an answer to it. */
const ofNoConsequence = [
  'referral',
  'optin',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
];

/** What an update means, as split() gave it. */
export function parse(payload: string): InboundEvent[] | null {
  const update = parseUpdate(Update, payload);
  if (!update) return null;
  const { account, time, messaging, change } = update;
  if (messaging) return readEvent(account, messaging);
  return change ? parseChange(account, time ?? new Date(0), change) : null;
}

function readEvent(account: string, event: z.infer<typeof Messaging>): InboundEvent[] | null {
  const { sender, recipient, timestamp: at, message, message_edit: edit, postback, reaction } = event;
  const from = sender.id === account || message?.is_echo ? 'shop' : 'customer';
  const contactId = from === 'shop' ? recipient.id : sender.id;
  if (message) return [readMessage(message, { from, contactId, at })];
  if (edit) return [{ kind: 'edited', contactId, messageId: edit.mid, text: edit.text ?? '', at }];
  if (postback) return readPostback(postback, { from, contactId, at });
  if (reaction) {
    const emoji = reaction.action === 'unreact' ? null : (reaction.emoji ?? reaction.reaction ?? '❤️');
    return [{ kind: 'reaction', contactId, messageId: reaction.mid, emoji, at }];
  }
  if (event.read !== undefined) {
    const messageId = Read.safeParse(event.read).data?.mid ?? null;
    return [{ kind: 'read', contactId, messageId, until: at }];
  }
  const known = ofNoConsequence.find((name) => name in event);
  return known ? [{ kind: 'ignored', reason: known }] : null;
}

type Head = Pick<InboundMessage, 'from' | 'contactId' | 'at'>;

function readMessage(message: z.infer<typeof DirectMessage>, head: Head): InboundEvent {
  const { mid: messageId, is_deleted: isDeleted } = message;
  if (isDeleted) return { kind: 'unsent', contactId: head.contactId, messageId, at: head.at };
  return { ...asMessage(head, messageId), ...readParts(message) };
}

/** A button of a greeting or of a template. One without an id of its own could not be told from its repeats. */
function readPostback(
  { mid, title, payload }: { mid?: string | null; title?: string | null; payload?: string | null },
  head: Head,
): InboundEvent[] {
  const messageId = mid ?? `postback:${head.contactId}:${head.at.getTime()}`;
  const button = {
    type: 'button' as const,
    text: title ?? payload ?? '',
    data: { payload: payload ?? null },
  };
  return [{ ...asMessage(head, messageId), ...button }];
}

/** Who writes: Instagram tells no more than an id of the person for this account. */
export const asMessage = (head: Head, messageId: string): InboundMessage => ({
  kind: 'message',
  ...head,
  aliases: [],
  contactName: null,
  contactUsername: null,
  phoneNumber: null,
  messageId,
  type: 'text',
  text: '',
  data: {},
  media: [],
  replyToId: null,
});
