import type { AccountCall } from '../platform.ts';
import { knobsOf } from './knobs.ts';
import { keepMessage } from './messages.ts';
import type { Inbox, PlatformMessaging } from './messaging.ts';
import { keepPerson, type Person } from './people.ts';
import { noteSent } from './sends.ts';
import { tell } from './webhooks.ts';

/** Takes a message of the shop, notes in the ledger that this call sent it, and puts its reports on their way. */
export function takeMessage(
  call: AccountCall,
  messaging: PlatformMessaging,
  inbox: Inbox,
  message: {
    id: string;
    person: Person;
    type: string;
    text: string;
    attachments?: unknown[];
    failsWith?: number | null;
    reference?: string | null;
  },
): void {
  const { store, platform, now, send } = call;
  const { id, person, type, text, attachments = [], failsWith = null, reference = null } = message;
  store.atOnce(() => {
    keepPerson(store, platform.name, inbox.id, person);
    keepMessage(store, platform.name, {
      ...{ id, inbox: inbox.id, person: person.id, type, text },
      ...{ direction: 'out', at: now, media: null },
    });
    if (send !== null) noteSent(store, send, id);
    const taken = { id, person, text, at: now, attachments, failsWith, reference };
    for (const { afterMs, ...update } of messaging.reports(inbox, taken, knobsOf(store, platform.name))) {
      tell(store, platform.name, update, afterMs);
    }
  });
}
