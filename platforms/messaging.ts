import type { AccountCall } from './platform.ts';

/** What a platform tells of a conversation, in our words. Times are the platform's. */
export type InboundEvent =
  | InboundMessage
  | {
      kind: 'status';
      /** The platform's id of a message that we sent. */
      messageId: string;
      state: 'sent' | 'delivered' | 'read' | 'failed';
      at: Date;
      problemCode: string | null;
    }
  /** Everything that the customer was sent until then was read. */
  | { kind: 'read'; contactId: string; until: Date }
  | { kind: 'edited'; contactId: string; messageId: string; text: string; at: Date }
  | { kind: 'unsent'; contactId: string; messageId: string; at: Date }
  | { kind: 'reaction'; contactId: string; messageId: string; emoji: string | null; at: Date }
  /** Known, and of no consequence here. */
  | { kind: 'ignored'; reason: string };

export interface InboundMessage {
  kind: 'message';
  /** Who writes: the customer, or (an echo) the shop itself from another device. */
  from: 'customer' | 'shop';
  contactId: string;
  contactName: string | null;
  contactUsername: string | null;
  /** In international form with +, where the platform tells it. */
  phoneNumber: string | null;
  messageId: string;
  at: Date;
  type:
    | 'text'
    | 'image'
    | 'video'
    | 'audio'
    | 'document'
    | 'sticker'
    | 'location'
    | 'contacts'
    | 'story_mention'
    | 'story_reply'
    | 'comment'
    | 'mention'
    | 'button'
    | 'list'
    | 'order'
    | 'system'
    | 'share'
    | 'unsupported';
  text: string;
  /** What the type holds besides: coordinates, products, the story. Plain JSON. */
  data: Record<string, unknown>;
  /** Where to fetch what was attached: an address, or the platform's id of it. */
  media: { url: string | null; id: string | null; mediaType: string | null }[];
  replyToId: string | null;
}

/** One update of a webhook's body, with what tells it from every other one. */
export interface WebhookItem {
  /** Unique for the update, and the same when it is sent again. */
  key: string;
  /** Whose account it concerns, as the platform names it. */
  accountId: string | null;
  /** The update alone, as JSON. */
  payload: string;
}

/** What is sent to somebody. */
export type OutboundMessage =
  | { type: 'text'; text: string }
  | {
      type: 'media';
      mediaType: 'image' | 'video' | 'audio' | 'document';
      url: string;
      caption: string | null;
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
  /** Sends one message; its id. Once: what it throws says whether it may be there. */
  send(
    call: AccountCall,
    to: string,
    message: OutboundMessage,
  ): Promise<{ id: string; contactId: string | null }>;
  /** Fetches what a customer attached. */
  media?(call: AccountCall, id: string): Promise<{ url: string; mediaType: string | null }>;
  /** Messages an account still has, newest first, to find what webhooks missed. */
  history?(call: AccountCall, since: Date): Promise<InboundMessage[]>;
  /** Whether the platform still sends us the account's events; renews where it does not. */
  ensureSubscribed?(call: AccountCall): Promise<'subscribed' | 'renewed'>;
  /** Messages an app, and a recipient, may be sent. */
  rate: { perSecond: number; secondsPerRecipient: number };
}
