import { Anchor, Group, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useFormat } from '../../app/i18n/format.ts';
import { messageFacts } from './messageFacts.ts';
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

/** What kind of message it is, and what it tells besides, where its text alone would not. */
export function MessageDetails({ message }: { message: Message }) {
  const t = useInboxTexts();
  const format = useFormat();
  const kind = told.find((each) => each === message.type);
  if (!kind) return null;
  return (
    <>
      <Group gap={6} wrap="nowrap" c="dimmed">
        <IconInfoCircle size={14} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm">{kind === 'unsupported' ? t('unsupported') : t(`kinds.${kind}`)}</Text>
      </Group>
      {messageFacts(message.details, format.money).map(({ text, href }) =>
        href ? (
          <Anchor key={text} href={href} target="_blank" rel="noreferrer" size="sm" display="block">
            {text}
          </Anchor>
        ) : (
          <Text key={text} size="sm">
            {text}
          </Text>
        ),
      )}
    </>
  );
}
