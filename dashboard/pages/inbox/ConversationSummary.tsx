import { Avatar, Badge, Box, Group, Indicator, Text } from '@mantine/core';
import { IconClockPause, IconHandStop, IconSparkles, IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import classes from './Inbox.module.css';
import { membersQuery, type Conversation } from './questions.ts';
import { useInboxTexts } from './texts.ts';
import { useSnippet } from './useSnippet.ts';

/** A conversation in the list: who, what they wrote last, and whether somebody has to do something. */
export function ConversationSummary({ conversation }: { conversation: Conversation }) {
  const t = useInboxTexts();
  const { id: projectId } = useProject();
  const members = useQuery(membersQuery(projectId));
  const name = useCustomerName()(conversation);
  const snippetOf = useSnippet();
  const { unread_count: unread, assigned_to: assignedTo } = conversation;
  const assigned = members.data?.find(({ user_id: userId }) => userId === assignedTo);
  const isUnread = unread > 0;
  return (
    <>
      <Indicator
        className={classes.face ?? ''}
        position="bottom-end"
        offset={3}
        size={20}
        color="var(--mantine-color-body)"
        label={
          <Box component="span" c="var(--mantine-color-text)" lh={0}>
            <PlatformIcon platform={conversation.channel} size={14} decorative />
          </Box>
        }
      >
        <Avatar name={name} color="lagoon" aria-hidden />
      </Indicator>
      <Box flex={1} miw={0}>
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text fw={isUnread ? 700 : 550} truncate>
            {name}
          </Text>
          <WrittenAt at={conversation.last_message_at} />
        </Group>
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm" c={isUnread ? undefined : 'dimmed'} truncate>
            {snippetOf(conversation)}
          </Text>
          {isUnread && (
            <Badge
              flex="none"
              circle={unread < 10}
              size="sm"
              variant="filled"
              aria-label={t('list.unread', { count: unread })}
            >
              {unread}
            </Badge>
          )}
        </Group>
        <Group gap={6} mt={4}>
          {conversation.answered_by === 'assistant' && (
            <StateBadge size="sm" tone="running" icon={IconSparkles} label={t('authors.ai')} />
          )}
          {conversation.handed_over_at && (
            <StateBadge size="sm" tone="attention" icon={IconHandStop} label={t('answers.waiting')} />
          )}
          {conversation.state === 'snoozed' && (
            <StateBadge size="sm" tone="waiting" icon={IconClockPause} label={t('states.snoozed')} />
          )}
          {conversation.state === 'closed' && <StateBadge size="sm" tone="good" label={t('states.closed')} />}
          {assigned && <StateBadge size="sm" tone="neutral" icon={IconUserCheck} label={assigned.name} />}
          {conversation.tags.slice(0, 3).map((tag) => (
            <Badge key={tag} size="sm" variant="default">
              {tag}
            </Badge>
          ))}
        </Group>
      </Box>
    </>
  );
}

/** The time where it was today, else the day. */
function WrittenAt({ at }: { at: string | null }) {
  const format = useFormat();
  if (!at) return null;
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return (
    <Text component="time" dateTime={at} size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      {isToday ? format.time(at) : format.shortDate(at)}
    </Text>
  );
}
