import { Group, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { Message } from './questions.ts';
import { useInboxTexts } from './texts.ts';

/** Kinds of messages that say more than their text and files. */
const told = [
  'location',
  'contacts',
  'story_mention',
  'story_reply',
  'comment',
  'mention',
  'order',
  'share',
  'sticker',
  'unsupported',
] as const;

/** What kind of message it is, where its text alone would not tell. */
export function MessageDetails({ message }: { message: Message }) {
  const t = useInboxTexts();
  const kind = told.find((each) => each === message.type);
  if (!kind) return null;
  return (
    <Group gap={6} wrap="nowrap" c="dimmed">
      <IconInfoCircle size={14} aria-hidden />
      <Text size="sm">{t(`types.${kind}`)}</Text>
    </Group>
  );
}
