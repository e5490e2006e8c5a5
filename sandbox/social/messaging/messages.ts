import type { Store } from '../../store.ts';

/** A message between a shop and a customer, as both see it. */
export interface ChatMessage {
  id: string;
  inbox: string;
  /** The customer. */
  person: string;
  /** `in`: the customer wrote it. */
  direction: 'in' | 'out';
  type: string;
  text: string;
  /** By the sandbox's clock. */
  at: number;
  edits: number;
  unsent: boolean;
  /** The file that came with it: where the sandbox serves it, without its origin. */
  media: { path: string; mediaType: string } | null;
}

interface MessageRow extends Omit<ChatMessage, 'unsent' | 'media'> {
  unsent: number;
  media_path: string | null;
  media_type: string | null;
}

const messageOf = ({ unsent, media_path: path, media_type, ...row }: MessageRow): ChatMessage => ({
  ...{ ...row, unsent: unsent === 1 },
  media: path === null ? null : { path, mediaType: media_type ?? '' },
});
const columns = 'id, inbox, person, direction, type, text, at, edits, unsent, media_path, media_type';

export function keepMessage(
  store: Store,
  platform: string,
  message: Omit<ChatMessage, 'edits' | 'unsent'>,
): void {
  const { id, inbox, person, direction, type, text, at, media } = message;
  store.run(
    `insert into social_messages
     (platform, id, inbox, person, direction, type, text, at, media_path, media_type)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[
      platform,
      id,
      inbox,
      person,
      direction,
      type,
      text,
      at,
      media?.path ?? null,
      media?.mediaType ?? null,
    ],
  );
}

export function findMessage(store: Store, platform: string, id: string): ChatMessage | null {
  const row = store.all<MessageRow>(
    `select ${columns} from social_messages where platform = ? and id = ?`,
    ...[platform, id],
  )[0];
  return row ? messageOf(row) : null;
}

/** Notes that a message was edited. Returns how often that is so far. */
export const editMessage = (store: Store, platform: string, id: string, text: string): number =>
  store.all<{ edits: number }>(
    'update social_messages set text = ?, edits = edits + 1 where platform = ? and id = ? returning edits',
    ...[text, platform, id],
  )[0]?.edits ?? 1;

export const unsendMessage = (store: Store, platform: string, id: string): void =>
  void store.run('update social_messages set unsent = 1 where platform = ? and id = ?', platform, id);

/** A conversation's newest messages, newest first. */
export const messagesOf = (
  store: Store,
  platform: string,
  { inbox, person, limit }: { inbox: string; person: string; limit: number },
): ChatMessage[] =>
  store
    .all<MessageRow>(
      `select ${columns} from social_messages where platform = ? and inbox = ? and person = ?
       order by at desc, sequence desc limit ?`,
      ...[platform, inbox, person, limit],
    )
    .map(messageOf);

/** The conversations of an inbox, that of the newest message first. */
export const conversationsOf = (
  store: Store,
  platform: string,
  inbox: string,
): { person: string; at: number }[] =>
  store.all(
    `select person, max(at) as at from social_messages where platform = ? and inbox = ?
     group by person order by max(at) desc limit 1000`,
    ...[platform, inbox],
  );
