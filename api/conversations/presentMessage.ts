import type { z } from 'zod';
import type { MessageList } from '../../contracts/conversations.ts';
import type { KeptAttachment, MessageData, MessageRow } from '../../db/messages.ts';
import { signMediaLink } from '../../media/mediaLinks.ts';
import type { Locale } from '../locale.ts';
import type { Services } from '../services.ts';
import { problemOf } from './problemOf.ts';

type PresentedMessage = z.infer<typeof MessageList>['messages'][number];

/** Makes the address under which a stored file can be fetched. */
type Link = (key: string) => string;

/** Shows messages to one caller, with files under addresses that are signed for now. */
export function messagePresenter({ config }: Services, locale: Locale) {
  const { JWT_SECRET: secret = '', PUBLIC_URL: publicUrl } = config;
  const link = (key: string) => signMediaLink(secret, publicUrl, key, new Date());
  return (message: MessageRow, customer: string) => presentMessage(message, customer, link, locale);
}

/** A message as socialsync-api shows it; `customer` is how the channel names who writes to the shop. */
const presentMessage = (
  message: MessageRow,
  customer: string,
  link: Link,
  locale: Locale,
): PresentedMessage => ({
  id: message.id,
  conversation_id: message.conversationId,
  direction: message.direction,
  content: message.content,
  created_at: message.sentAt.toISOString(),
  sender_id: message.author === 'customer' ? customer : message.authorId,
  is_from_agent: message.author !== 'customer',
  author: message.author,
  type: message.kind,
  state: message.state,
  problem_code: message.problemCode,
  problem: problemOf(message.problemCode, locale),
  suggestion_id: message.data.suggestionId ?? null,
  is_explained: message.isExplained,
  attachments: (message.data.attachments ?? []).map((attachment) => presentAttachment(attachment, link)),
  reply_to: message.repliesTo,
  reaction: message.data.reaction?.emoji ?? null,
  details: detailsOf(message.data),
  edited_at: message.editedAt?.toISOString() ?? null,
  unsent_at: message.unsentAt?.toISOString() ?? null,
});

const presentAttachment = (
  { state, key, mediaType, name, size, problem }: KeptAttachment,
  link: Link,
): PresentedMessage['attachments'][number] => ({
  state,
  url: key ? link(key) : null,
  media_type: mediaType,
  name,
  size: size ?? null,
  problem: problem ?? null,
});

/** What is shown by members of its own, or is for us alone: what a message said before it was edited, too. */
const notDetails = [
  'attachments',
  'reaction',
  'replyToId',
  'versions',
  'appId',
  'answersSequence',
  'suggestionId',
  'callId',
  'batchId',
  'media',
];

const detailsOf = (data: MessageData): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([member]) => !notDetails.includes(member)));
