import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileText, IconRefresh, IconRobot, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { Attachments } from './Attachments.tsx';
import classes from './Inbox.module.css';
import { MessageDetails } from './MessageDetails.tsx';
import { conversationPath, membersQuery, type Message } from './questions.ts';
import { ReplyDialog } from './ReplyDialog.tsx';
import { useInboxTexts } from './texts.ts';
import { useAct } from './useAct.ts';

interface MessageLineProps {
  message: Message;
  /** The message that it answers. */
  answered: Message | undefined;
}

/** A message: who wrote it, what it says and brings, and what became of it. */
export function MessageLine({ message, answered }: MessageLineProps) {
  const t = useInboxTexts();
  const app = useAppTexts();
  const isOurs = message.author !== 'customer';
  return (
    <Stack gap={2} align={isOurs ? 'flex-end' : 'flex-start'}>
      <Author message={message} />
      <div className={classes.bubble} data-author={message.author}>
        {answered && (
          <Text size="xs" c="dimmed" lineClamp={2} mb={4}>
            {t('thread.answering')} {app('quote', { text: answered.content || t('thread.withoutText') })}
          </Text>
        )}
        {message.unsent_at ? (
          <Text size="sm" fs="italic" c="dimmed">
            {t('thread.unsent')}
          </Text>
        ) : (
          <>
            {message.type === 'template' ? t('thread.template', { text: message.content }) : message.content}
            <MessageDetails message={message} />
            <Attachments message={message} />
          </>
        )}
      </div>
      {message.reaction && (
        <Badge
          variant="default"
          size="lg"
          radius="xl"
          aria-label={t('thread.reaction', { emoji: message.reaction })}
        >
          {message.reaction}
        </Badge>
      )}
      <Fate message={message} />
    </Stack>
  );
}

function Author({ message }: { message: Message }) {
  const t = useInboxTexts();
  const { id: projectId } = useProject();
  const members = useQuery(membersQuery(projectId));
  const [isOpen, { open, close }] = useDisclosure(false);
  const { author, sender_id: senderId, suggestion_id: suggestionId, is_explained: isExplained } = message;
  if (author === 'customer') return null;
  const person = members.data?.find(({ user_id: userId }) => userId === senderId)?.name;
  const opened = isExplained ? message.id : suggestionId;
  const isHandOver = isExplained && author === 'system';
  return (
    <Group gap={6}>
      {author === 'ai' && <IconSparkles size={14} aria-hidden />}
      {author === 'system' && <IconRobot size={14} aria-hidden />}
      <Text size="xs" fw={600}>
        {author === 'agent' ? (person ?? t('authors.agent')) : t(`authors.${author}`)}
      </Text>
      {opened && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconFileText size={14} aria-hidden />}
          onClick={open}
        >
          {t(isHandOver ? 'whyHandedOver.open' : isExplained ? 'sources.open' : 'sources.suggested')}
        </Button>
      )}
      {opened && isOpen && (
        <ReplyDialog
          conversationId={message.conversation_id}
          messageId={opened}
          isHandOver={isHandOver}
          onClose={close}
        />
      )}
    </Group>
  );
}

/** When, how far it came, and what one can do where it did not. */
function Fate({ message }: { message: Message }) {
  const t = useInboxTexts();
  const format = useFormat();
  const mayEdit = useMay('editor');
  const { isBusy, act } = useAct();
  const { state, problem } = message;
  const isBad = state === 'failed' || state === 'unknown';
  return (
    <>
      <Text size="xs" c="dimmed">
        {format.time(message.created_at)}
        {state !== 'received' && ` · ${t(`messageStates.${state}`)}`}
        {message.edited_at && ` · ${t('thread.edited')}`}
      </Text>
      {isBad && problem && (
        <Text size="xs" c="var(--mantine-color-error)" maw={420} ta="right">
          {problem}
        </Text>
      )}
      {state === 'failed' && mayEdit && (
        <Button
          size="compact-xs"
          variant="default"
          loading={isBusy}
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() =>
            void act(() =>
              api.post(`${conversationPath(message.conversation_id)}/messages/${message.id}/retry`),
            )
          }
        >
          {t('thread.sendAgain')}
        </Button>
      )}
    </>
  );
}
