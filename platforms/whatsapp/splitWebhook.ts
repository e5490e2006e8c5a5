import { z } from 'zod';
import { GraphId, readEntries, webhookItem } from '../graphWebhooks.ts';
import type { WebhookItem } from '../messaging.ts';

const Named = z.looseObject({ id: z.string() });
const Contact = z.looseObject({ wa_id: z.string().nullish(), user_id: z.string().nullish() });
const Change = z.object({
  field: z.string(),
  value: z.looseObject({
    metadata: z.object({ phone_number_id: GraphId }).nullish(),
    contacts: z.array(Contact).nullish(),
    messages: z.array(z.unknown()).nullish(),
    message_echoes: z.array(z.unknown()).nullish(),
    statuses: z.array(z.unknown()).nullish(),
  }),
});
type Value = z.infer<typeof Change>['value'];

/**
 * One item a message, an echo and a status; anything else is one item a change. The account is the phone number.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function split(rawBody: Buffer): WebhookItem[] | null {
  const entries = readEntries(rawBody, 'whatsapp_business_account');
  return entries && entries.flatMap(splitEntry);
}

const Entry = z.object({
  id: GraphId.nullish(),
  time: z.number().nullish(),
  changes: z.array(z.unknown()).min(1),
});

function splitEntry(raw: unknown): WebhookItem[] {
  const entry = Entry.safeParse(raw);
  if (!entry.success) return [webhookItem('whatsapp', null, null, { entry: raw })];
  const { id = null, time = null, changes } = entry.data;
  return changes.flatMap((change) => {
    const result = Change.safeParse(change);
    if (!result.success)
      return [webhookItem('whatsapp', null, null, { businessAccountId: id, time, change })];
    const { field, value } = result.data;
    const items = splitValue(value, field);
    if (items.length > 0) return items;
    return [webhookItem('whatsapp', null, null, { field, value, businessAccountId: id, time })];
  });
}

function splitValue(value: Value, field: string): WebhookItem[] {
  const account = value.metadata?.phone_number_id ?? null;
  const { messages, message_echoes: echoes, statuses } = value;
  return [
    ...(messages ?? []).map((message) => {
      const contact = contactOf(message, value.contacts ?? []);
      const update = { field, message, contact };
      return webhookItem('whatsapp', account, nameOf('message', message), update, writerOf(message, contact));
    }),
    ...(echoes ?? []).map((echo) =>
      webhookItem('whatsapp', account, nameOf('echo', echo), { field, echo }, readerOf(echo)),
    ),
    ...(statuses ?? []).map((status) =>
      webhookItem('whatsapp', account, statusName(status), { field, status }),
    ),
  ];
}

/** A message by its id; one that has none by its content. */
function nameOf(kind: string, update: unknown): string[] | null {
  const { data } = Named.safeParse(update);
  return data ? [kind, data.id] : null;
}

function statusName(update: unknown): string[] | null {
  const { data } = z.looseObject({ id: z.string(), status: z.string() }).safeParse(update);
  return data ? ['status', data.id, data.status] : null;
}

const Sender = z.looseObject({ from: z.string().nullish(), from_user_id: z.string().nullish() });
const Receiver = z.looseObject({ to: z.string().nullish(), to_user_id: z.string().nullish() });

/** With whom a message is exchanged, by the id that parse() knows them by. */
function writerOf(message: unknown, contact: z.infer<typeof Contact> | null): string | null {
  const { data } = Sender.safeParse(message);
  return data?.from ?? contact?.wa_id ?? data?.from_user_id ?? contact?.user_id ?? null;
}

function readerOf(echo: unknown): string | null {
  const { data } = Receiver.safeParse(echo);
  return data?.to ?? data?.to_user_id ?? null;
}

/** Who wrote a message, of those whom the change names. */
function contactOf(message: unknown, contacts: z.infer<typeof Contact>[]): z.infer<typeof Contact> | null {
  const { data } = Sender.safeParse(message);
  const named = contacts.find(
    ({ wa_id: phone, user_id: user }) =>
      (phone && phone === data?.from) || (user && user === data?.from_user_id),
  );
  return named ?? (contacts.length === 1 ? (contacts[0] ?? null) : null);
}
