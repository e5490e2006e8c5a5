import type { Store } from '../../store.ts';
import type { Account } from '../accounts.ts';
import type { Attachment } from './attachments.ts';
import type { Person } from './people.ts';

/** Where an account's customers write to: the account itself, or one of its phone numbers. */
export interface Inbox {
  /** As the platform's calls and webhooks name it. */
  id: string;
  account: Account;
  /** The phone number, in digits; '' where there is none. */
  number: string;
}

/** What a customer does, or the shop on a device of its own, as control tells it. */
export interface Inbound {
  type: string;
  text: string;
  person: Person;
  /** By the sandbox's clock: milliseconds since 1970. */
  at: number;
  /** The message that is answered, edited, taken back, reacted to or read. */
  messageId: string | null;
  emoji: string | null;
  /** What the type holds besides, laid over what the stand-in would say. */
  data: Record<string, unknown>;
  /** A change as an entry of `changes`, or right on the entry: both occur. */
  shape: 'changes' | 'entry';
  attachment: Attachment | null;
  /** Where the sandbox is reached. */
  origin: string;
}

/** One update of a webhook. */
export interface Update {
  /** The entry's id. */
  account: string;
  /** What an app subscribes to. */
  field: string;
  /** What stands in the entry: the platform puts it there. */
  payload: unknown;
  /** The message that it is about. */
  subject: string;
}

/** What comes of something inbound: what the webhook says, and the message as both sides see it. */
export interface Received {
  id: string;
  updates: Update[];
  /** null: it is no message of its own. */
  message: { type: string; text: string; direction: 'in' | 'out' } | null;
}

/** How long after a message was sent its webhooks come, in milliseconds; null: never. */
interface ReportDelays {
  sentMs: number;
  deliveredMs: number;
  readMs: number | null;
}

/** A message of the shop that the platform took. */
interface TakenMessage {
  id: string;
  person: Person;
  text: string;
  at: number;
  /** Instagram: what was attached, as the echo tells it. */
  attachments: unknown[];
  /** The code with which it fails after it was taken; null: it arrives. */
  failsWith: number | null;
  /** What the shop calls it, to be told back; null: nothing. */
  reference: string | null;
}

/** How a platform lets businesses talk with their customers, beside its endpoints. */
export interface PlatformMessaging {
  /** The webhook's `object`. */
  object: string;
  /** What can be subscribed to. */
  fields: readonly string[];
  /** What control and the chat page can make a customer do. */
  types: readonly string[];
  inboxesOf(account: Account): Inbox[];
  /** What the platform knows of a person who has not written yet. */
  personOf(id: string): { id: string; userId: string | null };
  /** @throws {WrongControl} when it misses something. */
  receive(store: Store, inbox: Inbox, inbound: Inbound): Received;
  /** What the platform tells of a message that was sent, and when. */
  reports(inbox: Inbox, message: TakenMessage, delays: ReportDelays): (Update & { afterMs: number })[];
  /** The entries of a webhook's body. */
  entries(updates: Pick<Update, 'account' | 'field' | 'payload'>[], now: number): object[];
}
