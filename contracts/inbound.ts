/** What a platform tells of a conversation, in our words. Times are the platform's. */
export type InboundEvent =
  | InboundMessage
  | {
      kind: 'status';
      /** The platform's id of a message that we sent. */
      messageId: string;
      state: DeliveryState;
      at: Date;
      /** Why it failed, by the platform's own code; null where it did not. */
      problemCode: string | null;
      /** What we called it when we sent it; null where the platform does not tell that back. */
      reference: string | null;
    }
  /** Everything that the customer was sent until then was read; `messageId` is the last of it, where that is told. */
  | { kind: 'read'; contactId: string; messageId: string | null; until: Date }
  | { kind: 'edited'; contactId: string; messageId: string; text: string; at: Date }
  | { kind: 'unsent'; contactId: string; messageId: string; at: Date }
  /** `emoji` is null where the reaction was taken back. */
  | { kind: 'reaction'; contactId: string; messageId: string; emoji: string | null; at: Date }
  /** Known, and of no consequence here. */
  | { kind: 'ignored'; reason: string };

/** How far a message that we sent has come. */
export type DeliveryState = 'sent' | 'delivered' | 'read' | 'failed';

export interface InboundMessage {
  kind: 'message';
  /** Who writes: the customer, or (an echo) the shop itself, maybe from another device. */
  from: 'customer' | 'shop';
  contactId: string;
  /** Other ids under which the platform names the same person at this account. */
  aliases: string[];
  contactName: string | null;
  contactUsername: string | null;
  /** In international form with +, where the platform tells it. */
  phoneNumber: string | null;
  messageId: string;
  at: Date;
  type: MessageType;
  text: string;
  /** What the type holds besides: coordinates, products, the story. Plain JSON. */
  data: Record<string, unknown>;
  /** Where to fetch what was attached: an address, or the platform's id of it. */
  media: InboundMedia[];
  replyToId: string | null;
}

/** What a message is. What isn't shown as text is told from it by its `data`. */
export type MessageType =
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

/** What a customer does in public, or the platform tells, and what nobody can read: nothing of it asks for an answer. */
export const wakesNobody: readonly MessageType[] = ['comment', 'mention', 'system', 'unsupported'];

/** What a customer does in public, and what the platform tells of them: it gives no leave to write to them. */
export const opensNoWindow: readonly MessageType[] = ['comment', 'mention', 'system'];

/** Something attached, as the platform tells of it. */
export interface InboundMedia {
  url: string | null;
  id: string | null;
  mediaType: string | null;
  /** What the sender called the file. */
  name: string | null;
}
