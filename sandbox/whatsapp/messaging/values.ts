import { randomBytes } from 'node:crypto';
import type { Inbox } from '../../social/messaging/messaging.ts';
import type { Person } from '../../social/messaging/people.ts';

/** A message's id as WhatsApp makes them. */
export const newMessageId = (): string => `wamid.HBgL${randomBytes(24).toString('base64')}`;

export const seconds = (ms: number): string => String(Math.floor(ms / 1000));

/** What every value of a webhook begins with. */
export const head = (inbox: Inbox) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: inbox.number, phone_number_id: inbox.id },
});

/** Who writes: without a phone number where they hide it behind a username. */
export const contactOf = ({ id, name, username, userId, hidesNumber }: Person) => ({
  profile: { name, ...(username !== null && { username }) },
  ...(!hidesNumber && { wa_id: id }),
  user_id: userId ?? id,
});

export const senderOf = ({ id, userId, hidesNumber }: Person) => ({
  ...(!hidesNumber && { from: id }),
  from_user_id: userId ?? id,
});

/** What is wrong with a message that did not arrive: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const failures: Record<number, { title: string; details: string }> = {
  131_026: {
    title: 'Message undeliverable',
    details: 'Message Undeliverable: the recipient is not on WhatsApp, or cannot receive it.',
  },
  131_053: { title: 'Media upload error', details: 'The media could not be downloaded from its link.' },
};

/** A status of a message that was sent: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status */
export function statusValue(
  inbox: Inbox,
  person: Person,
  {
    id,
    status,
    at,
    code,
    reference,
  }: { id: string; status: string; at: number; code: number | null; reference: string | null },
): object {
  const failure = code === null ? null : (failures[code] ?? { title: 'Something went wrong', details: '' });
  return {
    ...head(inbox),
    contacts: [contactOf(person)],
    statuses: [
      {
        ...{ id, status, timestamp: seconds(at) },
        ...(reference !== null && { biz_opaque_callback_data: reference }),
        ...(!person.hidesNumber && { recipient_id: person.id }),
        recipient_user_id: person.userId ?? person.id,
        ...(failure
          ? {
              errors: [
                {
                  ...{ code, title: failure.title, message: failure.title },
                  error_data: { details: failure.details },
                  href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
                },
              ],
            }
          : { pricing: { billable: false, pricing_model: 'PMP', category: 'service' } }),
      },
    ],
  };
}
