import { Alert, Stack, Text } from '@mantine/core';
import { IconMessageCheck, IconUserEdit, type TablerIcon } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { usePerson } from '../../app/session/useSession.ts';
import { NoSuggestion } from './NoSuggestion.tsx';
import {
  detailQuery,
  membersQuery,
  messagesQuery,
  type ConversationDetail,
  type Message,
} from './questions.ts';
import { useInboxTexts } from './texts.ts';

interface ReplyNoticesProps {
  conversation: ConversationDetail;
  /** Whether one has begun an answer oneself. */
  isWriting: boolean;
}

/**
 * What one should know before one sends: two people at one answer is one too many, so who else writes, and who was faster;
 * and that no suggestion comes that one might wait for.
 */
export function ReplyNotices({ conversation, isWriting }: ReplyNoticesProps) {
  const t = useInboxTexts();
  const { id: projectId } = useProject();
  const other = useOtherTypist(conversation);
  const answer = useAnswerSince(conversation.id, isWriting);
  const members = useQuery(membersQuery(projectId));
  const { mode, silent_because: silence } = conversation.ai;
  const answerer = members.data?.find(({ user_id: userId }) => userId === answer?.sender_id)?.name;
  return (
    <Stack gap="xs" role="status">
      {mode === 'suggest' && silence && <NoSuggestion why={silence} />}
      {other !== null && (
        <Notice
          icon={IconUserEdit}
          text={t(isWriting ? 'reply.collisionBoth' : 'reply.collision', { name: other })}
        />
      )}
      {answer && (
        <Notice
          icon={IconMessageCheck}
          text={
            answer.author === 'ai'
              ? t('reply.answeredByAssistant')
              : t('reply.answered', { name: answerer ?? t('authors.agent') })
          }
        />
      )}
    </Stack>
  );
}

function Notice({ icon: Icon, text }: { icon: TablerIcon; text: string }) {
  return (
    <Alert color="yellow" p="xs" icon={<Icon />}>
      <Text size="sm">{text}</Text>
    </Alert>
  );
}

/** The API names one person, who typed last. So that two who type in turns see each other all the time, it is kept. */
const keptMs = 12_000;

/** The name of somebody else who types here, or did a moment ago. */
function useOtherTypist({ id }: ConversationDetail): string | null {
  const person = usePerson();
  const { id: projectId } = useProject();
  const { data, dataUpdatedAt } = useQuery(detailQuery(projectId, id));
  const typing = data?.typing_by;
  const name = typing && typing.user_id !== person.id ? typing.name : null;
  const [seen, setSeen] = useState<{ name: string } | null>(null);
  useEffect(() => {
    if (name !== null) setSeen({ name });
  }, [name, dataUpdatedAt]);
  useEffect(() => {
    if (!seen) return undefined;
    const timer = setTimeout(() => setSeen(null), keptMs);
    return () => clearTimeout(timer);
  }, [seen]);
  return seen?.name ?? null;
}

/** The answer of somebody else that came while one was writing; null while there is none, or one is not writing. */
function useAnswerSince(conversationId: string, isWriting: boolean): Message | null {
  const person = usePerson();
  const language = useLanguage();
  const { id: projectId } = useProject();
  const { data } = useInfiniteQuery(messagesQuery(projectId, conversationId, language));
  const latest = data?.pages[0]?.messages.findLast(({ author }) => author === 'agent' || author === 'ai');
  const isRead = data !== undefined;
  /** Undefined while the thread was not read. */
  const [known, setKnown] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    if (isRead) setKnown((before) => (isWriting && before !== undefined ? before : (latest?.id ?? null)));
  }, [isRead, isWriting, latest?.id]);
  const isNew = isWriting && latest !== undefined && known !== undefined && latest.id !== known;
  return isNew && latest.sender_id !== person.id ? latest : null;
}
