import { z } from 'zod';
import type { Store } from '../../store.ts';
import { WrongControl } from '../answerControl.ts';
import { nowOf } from '../clock.ts';
import type { Platform } from '../platform.ts';
import { attach, isAttached } from './attachments.ts';
import { findInbox } from './inboxes.ts';
import { keepMessage } from './messages.ts';
import type { Inbox, PlatformMessaging } from './messaging.ts';
import { findPerson, keepPerson, type Person } from './people.ts';
import { tell } from './webhooks.ts';

/** What control is told of something that a customer does. */
export const InboundOrder = z.strictObject({
  platform: z.string(),
  account: z.string(),
  /** A phone number, or an Instagram-scoped id. */
  from: z.string().regex(/^\+?[\w.-]{1,64}$/),
  type: z.string().default('text'),
  text: z.string().max(20_000).default(''),
  name: z.string().min(1).optional(),
  username: z.string().min(1).optional(),
  hidesNumber: z.boolean().optional(),
  at: z.iso.datetime().optional(),
  messageId: z.string().optional(),
  emoji: z.string().optional(),
  mediaUrl: z.url().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
  shape: z.enum(['changes', 'entry']).default('changes'),
});
export type InboundOrder = z.infer<typeof InboundOrder>;

/** Somebody of whom only the id is known is called so. */
const someName = 'Léa Martin';

/**
 * Does what a customer does: keeps the message, and tells the apps that subscribed. Returns its id.
 * @throws {WrongControl} when the order names what there is not.
 */
export async function receive(
  store: Store,
  platform: Platform,
  order: InboundOrder,
  origin: string,
): Promise<string> {
  const { messaging, name } = platform;
  const inbox = findInbox(store, platform, order.account);
  if (!messaging || !inbox) throw new WrongControl(`${name} has no account "${order.account}" with messages`);
  if (!messaging.types.includes(order.type)) {
    throw new WrongControl(
      `${name} knows no type "${order.type}": choose among ${messaging.types.join(', ')}`,
    );
  }
  const attachment = isAttached(order.type) ? await attach(store, order.type, order.mediaUrl ?? null) : null;
  if (isAttached(order.type) && !attachment) throw new WrongControl('the file cannot be fetched');
  return store.atOnce(() => {
    const at = order.at === undefined ? nowOf(store) : Date.parse(order.at);
    const person = personOf(store, name, messaging, inbox, order);
    const received = messaging.receive(store, inbox, {
      ...{ type: order.type, text: order.text, person, at, origin, attachment },
      ...{ messageId: order.messageId ?? null, emoji: order.emoji ?? null },
      ...{ data: order.data, shape: order.shape },
    });
    const { message, id } = received;
    const wrote = message?.direction === 'in' ? Math.max(at, person.wroteAt ?? 0) : person.wroteAt;
    keepPerson(store, name, inbox.id, { ...person, wroteAt: wrote });
    if (message) {
      const media = attachment;
      keepMessage(store, name, { ...message, id, inbox: inbox.id, person: person.id, at, media });
    }
    for (const update of received.updates) tell(store, name, update);
    return id;
  });
}

/** The person that an order is about, as they are from now on. */
function personOf(
  store: Store,
  platform: string,
  messaging: PlatformMessaging,
  inbox: Inbox,
  order: InboundOrder,
): Person {
  const { id, userId } = messaging.personOf(order.from);
  const known = findPerson(store, platform, inbox.id, id);
  return {
    id,
    userId: known?.userId ?? userId,
    name: order.name ?? known?.name ?? someName,
    username: order.username ?? known?.username ?? null,
    hidesNumber: order.hidesNumber ?? known?.hidesNumber ?? id === userId,
    wroteAt: known?.wroteAt ?? null,
  };
}
