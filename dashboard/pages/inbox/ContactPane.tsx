import { ActionIcon, Box, Group, NativeSelect, Stack, TagsInput, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { usePerson } from '../../app/session/useSession.ts';
import { AnchorLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { platformName, PlatformIcon } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { ContactPerson } from './ContactPerson.tsx';
import classes from './Inbox.module.css';
import { Notes } from './Notes.tsx';
import { conversationPath, detailQuery, membersQuery, type ConversationDetail } from './questions.ts';
import type { InboxFilter } from './search.ts';
import { useInboxTexts } from './texts.ts';
import { useIsOnePane } from './usePanes.ts';

interface ContactPaneProps {
  id: string;
  filter: InboxFilter;
  /** Somebody asked for it, where there is no room for three panes. */
  isAsked: boolean;
}

/** The third pane: who one writes with, whose conversation it is, and what colleagues should know. */
export function ContactPane({ id, filter, isAsked }: ContactPaneProps) {
  const t = useInboxTexts();
  const navigate = useNavigate();
  const { id: projectId } = useProject();
  const { data } = useQuery(detailQuery(projectId, id));
  const isOnePane = useIsOnePane();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) back.current?.focus();
  }, [isAsked]);
  return (
    <section className={`${classes.pane} ${classes.contact}`} aria-label={t('contact.label')}>
      <Box className={classes.head ?? ''} hiddenFrom="xl">
        <Group gap="sm">
          <ActionIcon
            ref={back}
            aria-label={t('contact.back')}
            onClick={() => void navigate({ to: '/dashboard/inbox', search: { ...filter, conversation: id } })}
          >
            <IconArrowLeft size={20} aria-hidden />
          </ActionIcon>
          <Title order={isOnePane ? 1 : 2} size="h3">
            {t('contact.label')}
          </Title>
        </Group>
      </Box>
      <div className={classes.scroll}>
        <Stack p="md" gap="lg">
          {data ? (
            <>
              <ContactPerson conversation={data} />
              <Assignment conversation={data} />
              <Tags conversation={data} />
              <Notes conversation={data} />
              <Orders conversation={data} />
              <Others conversation={data} filter={filter} />
            </>
          ) : (
            <FormSkeleton />
          )}
        </Stack>
      </div>
    </section>
  );
}

interface PartProps {
  conversation: ConversationDetail;
}

function Assignment({ conversation }: PartProps) {
  const t = useInboxTexts();
  const mayEdit = useMay('editor');
  const person = usePerson();
  const refresh = useRefresh();
  const { id: projectId } = useProject();
  const members = useQuery(membersQuery(projectId));
  const assign = useMutation({
    mutationFn: (userId: string) =>
      api.post(`${conversationPath(conversation.id)}/assign`, { body: { user_id: userId || null } }),
    onSuccess: () => refresh('conversations'),
    onError: notify.failed,
  });
  return (
    <NativeSelect
      size="sm"
      label={t('contact.assigned')}
      disabled={!mayEdit}
      value={assign.isPending ? assign.variables : (conversation.assigned_to ?? '')}
      data={[
        { value: '', label: t('contact.nobody') },
        ...(members.data ?? []).map(({ user_id: value, name }) => ({
          value,
          label: value === person.id ? t('contact.you', { name }) : name,
        })),
      ]}
      onChange={({ currentTarget }) => assign.mutate(currentTarget.value)}
    />
  );
}

function Tags({ conversation }: PartProps) {
  const t = useInboxTexts();
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  const tag = useMutation({
    mutationFn: (tags: string[]) => api.put(`${conversationPath(conversation.id)}/tags`, { body: { tags } }),
    onSuccess: () => refresh('conversations'),
    onError: notify.failed,
  });
  return (
    <TagsInput
      size="sm"
      label={t('contact.tags')}
      description={t('contact.tagsHint')}
      disabled={!mayEdit}
      maxTags={20}
      value={tag.isPending ? tag.variables : conversation.tags}
      onChange={(tags) => tag.mutate(tags)}
    />
  );
}

function Orders({ conversation }: PartProps) {
  const t = useInboxTexts();
  const format = useFormat();
  if (conversation.orders.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>{t('contact.orders')}</Title>
      {conversation.orders.map(({ id, products, total, currency, status, createdAt }) => (
        <Box key={id}>
          <Group justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm" fw={550}>
              {format.money(total, currency)}
            </Text>
            <Text size="xs" c="dimmed">
              {format.date(createdAt)} · {status}
            </Text>
          </Group>
          <Text size="xs" c="dimmed">
            {products.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')}
          </Text>
        </Box>
      ))}
    </Stack>
  );
}

function Others({ conversation, filter }: PartProps & { filter: InboxFilter }) {
  const t = useInboxTexts();
  if (conversation.other_conversations.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>{t('contact.others')}</Title>
      {conversation.other_conversations.map(({ id, channel, last_message_at: at }) => (
        <Group key={id} gap={6} wrap="nowrap">
          <PlatformIcon platform={channel} size={16} decorative />
          <AnchorLink to="/dashboard/inbox" search={{ ...filter, conversation: id }} size="sm">
            {channel === 'widget' ? t('channels.widget') : platformName(channel)}
          </AnchorLink>
          {at && (
            <Text size="xs" c="dimmed">
              <RelativeTime at={at} />
            </Text>
          )}
        </Group>
      ))}
    </Stack>
  );
}
