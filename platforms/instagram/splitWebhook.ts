import { z } from 'zod';
import { GraphId, readEntries, webhookItem } from '../graphWebhooks.ts';
import type { WebhookItem } from '../messaging.ts';

const Message = z.looseObject({
  mid: z.string(),
  is_echo: z.boolean().nullish(),
  is_deleted: z.boolean().nullish(),
});
/** An event between two people: https://developers.facebook.com/docs/instagram-platform/webhooks/examples */
const Messaging = z.looseObject({
  sender: z.looseObject({ id: GraphId }),
  recipient: z.looseObject({ id: GraphId }).nullish(),
  timestamp: z.union([z.string(), z.number()]).nullish(),
  message: Message.nullish(),
  message_edit: z.looseObject({ mid: z.string(), num_edit: z.number().nullish() }).nullish(),
  postback: z.looseObject({ mid: z.string().nullish() }).nullish(),
  reaction: z.looseObject({ mid: z.string(), action: z.string().nullish() }).nullish(),
  read: z.looseObject({ mid: z.string().nullish() }).nullish(),
});
const Change = z.object({ field: z.string(), value: z.unknown() });
const Lists = z.looseObject({
  id: GraphId,
  time: z.union([z.string(), z.number()]).nullish(),
  messaging: z.array(z.unknown()).nullish(),
  standby: z.array(z.unknown()).nullish(),
  changes: z.array(z.unknown()).nullish(),
});

interface Entry {
  account: string;
  time: string | number | null;
}

/**
 * One item a direct message (or what happens to one), a comment, a mention. Changes stand in a list, or, with Instagram
 * login, as `field` and `value` on the entry itself; and direct messages come as changes too.
 * https://developers.facebook.com/docs/instagram-platform/webhooks
 */
export function split(rawBody: Buffer): WebhookItem[] | null {
  const entries = readEntries(rawBody, 'instagram');
  return entries && entries.flatMap(splitEntry);
}

function splitEntry(raw: unknown): WebhookItem[] {
  const { data } = Lists.safeParse(raw);
  if (!data) return [webhookItem('instagram', null, null, { entry: raw })];
  const entry = { account: data.id, time: data.time ?? null };
  const items = [
    ...[...(data.messaging ?? []), ...(data.standby ?? [])].map((each) => messagingItem(entry, each)),
    ...(data.changes ?? []).map((each) => changeItem(entry, each)),
    ...('field' in data ? [changeItem(entry, data)] : []),
  ];
  return items.length > 0 ? items : [webhookItem('instagram', entry.account, null, { entry: raw })];
}

function messagingItem(entry: Entry, messaging: unknown): WebhookItem {
  const { data } = Messaging.safeParse(messaging);
  const [name, person] = data ? [nameOf(data), personOf(entry, data)] : [null, null];
  return webhookItem('instagram', entry.account, name, { ...entry, messaging }, person);
}

/** The customer: who writes, or whom the shop writes to. */
const personOf = ({ account }: Entry, { sender, recipient, message }: z.infer<typeof Messaging>) =>
  sender.id === account || message?.is_echo ? (recipient?.id ?? null) : sender.id;

/** What tells an event from all others of its account; null where only its whole content does. */
function nameOf(event: z.infer<typeof Messaging>): (string | number)[] | null {
  const { sender, timestamp, message, message_edit: edit, postback, reaction, read } = event;
  if (message) return [message.is_deleted ? 'unsent' : message.is_echo ? 'echo' : 'message', message.mid];
  if (edit?.num_edit) return ['edit', edit.mid, edit.num_edit];
  if (postback?.mid) return ['message', postback.mid];
  if (reaction && timestamp)
    return ['reaction', reaction.mid, sender.id, reaction.action ?? 'react', timestamp];
  if (read?.mid) return ['read', read.mid, sender.id];
  return null;
}

const Named = z.looseObject({
  id: z.string().nullish(),
  comment_id: z.string().nullish(),
  media_id: z.string().nullish(),
});

function changeItem(entry: Entry, change: unknown): WebhookItem {
  const { data } = Change.safeParse(change);
  if (!data) return webhookItem('instagram', entry.account, null, { ...entry, change });
  const { field, value } = data;
  if (Messaging.safeParse(value).success) return messagingItem(entry, value);
  const { data: named } = Named.safeParse(value);
  const id = named?.id ?? named?.comment_id ?? named?.media_id;
  const isOnce = field === 'comments' || field === 'live_comments' || field === 'mentions';
  const name = id && isOnce ? [field, id] : null;
  return webhookItem('instagram', entry.account, name, { ...entry, change: { field, value } });
}
