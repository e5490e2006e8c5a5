import type { z } from 'zod';
import type { SendMessage } from '../../contracts/conversationActions.ts';
import { describeTemplate } from '../../contracts/describeTemplate.ts';
import type { MediaKind, OutgoingContent, TakenFiles } from '../../contracts/sending.ts';
import { splitText, type TextLimit } from '../../contracts/splitText.ts';
import { shopMessageMaximum } from '../../contracts/widgetLimits.ts';
import type { ConversationPlace } from '../../db/conversationDetail.ts';
import type { MessageFileRow } from '../../db/messageFiles.ts';
import type { Messaging } from '../../platforms/messaging.ts';
import type { Locale } from '../locale.ts';
import { say, type MessageCode } from '../messages/index.ts';
import type { Services } from '../services.ts';
import { InvalidRequest } from '../validation.ts';

type Channel = ConversationPlace['channel'];

/** What a channel takes. */
export interface ChannelTerms {
  name: string;
  text: TextLimit;
  captionMaximum: number;
  templates: boolean;
  /** None: it takes no files. */
  files: readonly TakenFiles[];
  /** For so long after a customer wrote they may be answered, in ms; null: at any time. */
  windowMs: number | null;
}

/** Of the shop's own page: what a visitor can be expected to read. */
const widget: ChannelTerms = {
  name: 'The widget',
  text: { maximum: shopMessageMaximum, count: (text) => text.length },
  captionMaximum: 0,
  templates: false,
  files: [],
  windowMs: null,
};

export function termsOf({ platforms }: Services, channel: Channel): ChannelTerms {
  const platform = channel === 'widget' ? undefined : platforms.find(channel)?.platform;
  const messages: Messaging | undefined = platform?.messages;
  if (!platform || !messages) return widget;
  const { text, captionMaximum, templates, files, windowHours } = messages;
  return {
    ...{ name: platform.name, text, captionMaximum, templates, files },
    windowMs: windowHours * 60 * 60_000,
  };
}

interface MessagePart {
  kind: z.output<typeof SendMessage>['message_type'];
  content: string;
  data: OutgoingContent & { suggestionId?: string; attachments?: { state: string }[] };
}

/** A text is sent as no more messages. */
const mostParts = 50;

/** How many characters a channel shows beside a file of a kind. */
export const captionRoom = ({ captionMaximum }: ChannelTerms, kind: string): number =>
  kind === 'audio' ? 0 : captionMaximum;

/**
 * The messages that a request is sent as: one, or the parts of a text that is too long. `file` is the one that it names.
 * @throws {InvalidRequest} naming what the channel does not take, and its limit
 */
export function composeMessage(
  body: z.output<typeof SendMessage>,
  file: MessageFileRow | undefined,
  terms: ChannelTerms,
  locale: Locale,
): MessagePart[] {
  const refuse = (field: string, code: MessageCode, parameters: Record<string, string | number> = {}) =>
    new InvalidRequest({ [field]: [say(locale, code, { channel: terms.name, ...parameters })] });
  const { content, message_type: kind, media_url: url, template, suggestion_id: suggestionId } = body;
  const suggested = suggestionId === undefined ? {} : { suggestionId };
  if (kind === 'template') {
    if (!template || !terms.templates) throw refuse('message_type', 'templates_not_taken');
    return [{ kind, content: describeTemplate(template), data: { template } }];
  }
  const count = (text: string) => terms.text.count(text);
  // Whose text is counted in bytes says so by a letter that has two.
  const unit = count('é') === 2 ? 'bytes' : 'characters';
  const long = (maximum: number) => ({ limit: maximum, unit, count: count(content) });
  if (kind === 'text') {
    const { maximum } = terms.text;
    if (count(content) <= maximum) return [{ kind, content, data: suggested }];
    if (body.split === 'refuse') throw refuse('content', 'text_over_channel', long(maximum));
    const parts = splitText(content, terms.text);
    if (parts.length > mostParts) throw refuse('content', 'too_many_parts', { limit: mostParts });
    return parts.map((part) => ({ kind, content: part, data: suggested }));
  }
  if (terms.files.length === 0) throw refuse('message_type', 'files_not_taken');
  const maximum = captionRoom(terms, kind);
  if (count(content) > maximum)
    throw refuse('content', maximum === 0 ? 'caption_not_taken' : 'caption_over_channel', long(maximum));
  if (file && file.kind !== kind) throw refuse('message_type', 'file_of_another_kind');
  if (file) return [{ kind, content, data: { ...suggested, ...broughtFile(kind, file) } }];
  if (!url) throw refuse('file_id', 'file_gone');
  return [{ kind, content, data: { ...suggested, media: { type: kind, url }, ...copyOf(url) } }];
}

/** The thread shows a copy of our own, for addresses die. */
const copyOf = (url: string) => ({
  attachments: [{ state: 'due', url, id: null, mediaType: null, name: null }],
});

/** What is sent and shown is the file that we keep. */
const broughtFile = (type: MediaKind, { key, mediaType, name, size }: MessageFileRow) => ({
  media: { type, key, name },
  attachments: [{ state: 'kept', url: null, id: null, key, mediaType, name, size }],
});
