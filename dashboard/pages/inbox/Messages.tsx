import { Box, Button, Center, Divider, Stack, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useRef, useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import classes from './Inbox.module.css';
import { MessageLine } from './MessageLine.tsx';
import { MessageOnTheWay } from './MessageOnTheWay.tsx';
import { useOnTheWay } from './outgoing.ts';
import { messagesQuery, type ConversationDetail, type Message } from './questions.ts';
import { useInboxTexts } from './texts.ts';

/** What was written in a conversation, the latest at the bottom; what comes is said to those who do not see it. */
export function Messages({ conversation }: { conversation: ConversationDetail }) {
  const t = useInboxTexts();
  const name = useCustomerName()(conversation);
  const language = useLanguage();
  const { id: projectId } = useProject();
  const found = useInfiniteQuery(messagesQuery(projectId, conversation.id, language));
  const onTheWay = useOnTheWay(conversation.id);
  const messages = found.data ? inOrder(found.data.pages) : [];
  const arrived = useArrived(messages);
  return (
    <>
      <VisuallyHidden role="status">
        {arrived && t('thread.arrived', { name, text: arrived.content })}
      </VisuallyHidden>
      <div className={classes.messages} tabIndex={0} role="region" aria-label={t('thread.messages')}>
        <Stack p="md" gap="sm">
          {found.isPending ? (
            <ListSkeleton rows={4} />
          ) : !found.data ? (
            <ErrorState error={found.error} retry={() => void found.refetch()} />
          ) : (
            <>
              {found.hasNextPage && (
                <Center>
                  <Button
                    size="xs"
                    variant="default"
                    loading={found.isFetchingNextPage}
                    onClick={() => void found.fetchNextPage()}
                  >
                    {t('thread.older')}
                  </Button>
                </Center>
              )}
              {messages.map((message, place) => (
                <Fragment key={message.id}>
                  <DayLine at={message.created_at} before={messages[place - 1]?.created_at} />
                  <MessageLine message={message} answered={answeredOf(message, messages)} />
                </Fragment>
              ))}
              {onTheWay.map((outgoing) => (
                <MessageOnTheWay key={outgoing.client_message_id} outgoing={outgoing} />
              ))}
            </>
          )}
        </Stack>
      </div>
    </>
  );
}

/** Pages go back in time, within each the oldest is first; one that two pages hold is shown once. */
const inOrder = (pages: { messages: Message[] }[]): Message[] => [
  ...new Map(
    pages
      .toReversed()
      .flatMap(({ messages }) => messages)
      .map((message) => [message.id, message]),
  ).values(),
];

const answeredOf = ({ reply_to: repliesTo }: Message, messages: Message[]): Message | undefined =>
  repliesTo === null ? undefined : messages.find(({ id }) => id === repliesTo);

/** The customer's latest message, once it came while one looked on. */
function useArrived(messages: Message[]): Message | null {
  const [arrived, setArrived] = useState<Message | null>(null);
  const latest = messages.findLast(({ author }) => author === 'customer');
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!latest || latest.id === known.current) return;
    if (known.current !== undefined) setArrived(latest);
    known.current = latest.id;
  }, [latest]);
  return arrived;
}

function DayLine({ at, before }: { at: string; before: string | undefined }) {
  const format = useFormat();
  const day = format.weekday(at);
  if (before && format.weekday(before) === day) return null;
  return (
    <Box my="xs">
      <Divider label={day} labelPosition="center" />
    </Box>
  );
}
