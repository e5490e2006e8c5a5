import type { Conversation } from './questions.ts';
import { useInboxTexts } from './texts.ts';

/** Kinds of messages that may have no text: the API says `[image]` then. */
const kinds = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'story_mention',
  'story_reply',
  'comment',
  'mention',
  'button',
  'list',
  'order',
  'system',
  'share',
  'template',
  'unsupported',
] as const;

/** What was written last in a conversation, or what it was. */
export function useSnippet(): (conversation: Conversation) => string {
  const t = useInboxTexts();
  return ({ last_message_snippet: snippet }) => {
    const kind = kinds.find((each) => snippet === `[${each}]`);
    return kind ? t(`kinds.${kind}`) : snippet || t('list.noMessage');
  };
}
