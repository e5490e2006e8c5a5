/** The states of a message of the shop's: see docs/ARCHITECTURE.md. */
export type OutgoingState =
  'suggested' | 'queued' | 'sending' | 'unknown' | 'sent' | 'delivered' | 'read' | 'failed' | 'discarded';

/** Where a step of sending left a message. */
export interface SendingStep {
  state: OutgoingState | 'gone';
  /** When the next step is due, in ms; null where there is none, or whoever is ahead wakes it. */
  againInMs: number | null;
}

/** Kinds of files that a message can bring. */
export const mediaKinds = ['image', 'video', 'audio', 'document'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** A file that stands elsewhere, or one that a person brought and we keep. */
type OutgoingMedia = { type: MediaKind; url: string } | { type: MediaKind; key: string; name: string };

/** A text that the platform has approved and keeps, by its name; `components` fill its places, as the platform wants it. */
export interface OutgoingTemplate {
  name: string;
  language: string;
  components: Record<string, unknown>[];
}

/** What is sent where a message is no text: kept in its `data`. */
export interface OutgoingContent {
  template?: OutgoingTemplate;
  media?: OutgoingMedia;
}

/** Files of a kind that a channel takes. */
export interface TakenFiles {
  kind: MediaKind;
  mediaTypes: readonly string[];
  maximumBytes: number;
}
