import type { InboundEvent, InboundMessage } from '../contracts/inbound.ts';
import type { MediaKind, TakenFiles } from '../contracts/sending.ts';
import type { AccountCall } from './credentials.ts';

/** One update of a webhook's body, with what tells it from every other one. */
export interface WebhookItem {
  /** Unique for the update, and the same when it is sent again. */
  key: string;
  /** Whose account it concerns, as the platform names it. */
  accountId: string | null;
  /** With whom it happens, where the update tells it and its place among others matters. */
  person: string | null;
  /** The update alone, as JSON. */
  payload: string;
}

/** What is sent to somebody. */
export type OutboundMessage =
  | { type: 'text'; text: string }
  | {
      type: 'media';
      mediaType: MediaKind;
      url: string;
      caption: string | null;
      /** What a document is called, where we know it. */
      name?: string;
    }
  | { type: 'template'; name: string; language: string; components: unknown[] };

/** How a platform talks with an account's customers. Throws the four failures of errors.ts. */
export interface Messaging {
  webhooks: {
    /** Whether the body is the platform's: a signature over its very bytes by one of the app's secrets. */
    verify(rawBody: Buffer, headers: Record<string, string | undefined>, secrets: string[]): boolean;
    /** The updates in a body; null when it is not understood. Pure. */
    split(rawBody: Buffer): WebhookItem[] | null;
    /** What an update means, as split() gave it. Pure; null when it is not understood. */
    parse(payload: string): InboundEvent[] | null;
  };
  /** Hours after a customer's last message in which anything may be sent. */
  windowHours: number;
  /** The longest text, counted as the platform does. */
  text: { maximum: number; count(text: string): number };
  /** The longest text beside a picture, a film or a document, counted likewise: 0 where there is none. */
  captionMaximum: number;
  /** The files that people may attach, of those that we can tell by their content. */
  files: TakenFiles[];
  /** Whether customers may be written to at any time by templates that the platform knows. */
  templates: boolean;
  /**
   * Sends one message; its id. Once: what it throws says whether it may be there. `reference` is what we call it: where
   * the platform can, it tells that back with every status, also of a message whose answer was lost.
   */
  send(
    call: AccountCall,
    to: string,
    message: OutboundMessage,
    reference: string,
  ): Promise<{ id: string; contactId: string | null }>;
  /** What some of its refusals mean, by the codes that it throws: the time to answer is over, or nobody is there. */
  refusals: Record<string, 'reply_window_over' | 'recipient_unknown'>;
  /** What the business shows of itself to customers. */
  businessProfile?(call: AccountCall): Promise<{ address: string | null; description: string | null }>;
  /** Where what a customer attached stands; with `bearer`, it is given only to whoever brings the access token. */
  media?(call: AccountCall, id: string): Promise<{ url: string; mediaType: string | null; bearer: boolean }>;
  /** Who a customer is, where webhooks do not tell it. */
  customer?(call: AccountCall, contactId: string): Promise<{ name: string | null; username: string | null }>;
  /** Messages since then that the account still has, newest first, to find what webhooks missed. */
  history?(call: AccountCall, since: Date): Promise<InboundMessage[]>;
  /** Whether the platform still sends our app the account's events, whoever else hears of them; renews it where it does not. */
  ensureSubscribed?(call: AccountCall, clientId: string): Promise<'subscribed' | 'renewed'>;
  /** Messages an app, and a recipient, may be sent. */
  rate: { perSecond: number; secondsPerRecipient: number };
}
