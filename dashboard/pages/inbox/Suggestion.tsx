import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileText, IconPencil, IconSend, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { notify } from '../../components/notify.tsx';
import { useSending } from './outgoing.ts';
import type { ConversationDetail } from './questions.ts';
import { ReplyDialog } from './ReplyDialog.tsx';
import { useInboxTexts } from './texts.ts';

type Suggested = NonNullable<ConversationDetail['ai']['suggestion']>;

interface SuggestionProps {
  conversationId: string;
  suggestion: Suggested;
  /** Puts it into the box, to be changed first. */
  edit: (suggestion: Suggested) => void;
}

/** What the assistant would answer: to be sent as it is, to be edited, to be looked into. */
export function Suggestion({ conversationId, suggestion, edit }: SuggestionProps) {
  const t = useInboxTexts();
  const send = useSending(conversationId);
  const [name] = useState(() => crypto.randomUUID());
  const [isOpen, { open, close }] = useDisclosure(false);
  const accept = () =>
    // By its promise: that is told also to who has gone on to another conversation.
    send
      .mutateAsync({ content: suggestion.content, suggestion_id: suggestion.id, client_message_id: name })
      .catch((error: unknown) => notify.failed(error));
  return (
    <Paper component="section" withBorder p="sm" aria-label={t('suggestion.title')}>
      <Stack gap="xs">
        <Group gap={6}>
          <IconSparkles size={16} aria-hidden />
          <Text size="sm" fw={600}>
            {t('suggestion.title')}
          </Text>
        </Group>
        {suggestion.earlier_question !== null && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {t('suggestion.earlier', { question: suggestion.earlier_question })}
          </Text>
        )}
        <Text size="sm" mah={160} style={{ whiteSpace: 'pre-wrap', overflowY: 'auto' }}>
          {suggestion.content}
        </Text>
        <Group gap="xs">
          <Button
            size="xs"
            loading={send.isPending}
            leftSection={<IconSend size={16} aria-hidden />}
            onClick={() => void accept()}
          >
            {t('suggestion.accept')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => edit(suggestion)}
          >
            {t('suggestion.edit')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconFileText size={16} aria-hidden />}
            onClick={open}
          >
            {t('sources.open')}
          </Button>
        </Group>
      </Stack>
      {isOpen && <ReplyDialog conversationId={conversationId} messageId={suggestion.id} onClose={close} />}
    </Paper>
  );
}
