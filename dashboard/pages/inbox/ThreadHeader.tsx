import { ActionIcon, Box, Button, Group, Menu, Text, Title, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconCheck,
  IconClockPause,
  IconInfoCircle,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { sameClocks, viewerZone } from '../../app/time/zones.ts';
import { platformName, PlatformIcon } from '../../components/PlatformIcon.tsx';
import { useCustomerName } from '../../components/useCustomerName.ts';
import classes from './Inbox.module.css';
import { conversationPath, type ConversationDetail } from './questions.ts';
import type { InboxFilter } from './search.ts';
import { snoozeTimes } from './snoozeTimes.ts';
import { useInboxTexts } from './texts.ts';
import { useAct } from './useAct.ts';
import { useIsOnePane } from './usePanes.ts';
import { WhoAnswers } from './WhoAnswers.tsx';

interface ThreadHeaderProps {
  conversation: ConversationDetail;
  filter: InboxFilter;
}

/** With whom, on which channel, who answers, and what one does with the whole of it. */
export function ThreadHeader({ conversation, filter }: ThreadHeaderProps) {
  const t = useInboxTexts();
  const navigate = useNavigate();
  const name = useCustomerName()(conversation);
  const { id, channel } = conversation;
  const isOnePane = useIsOnePane();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Where it takes the place of the list, the link that led here is gone.
    if (isOnePane) heading.current?.focus();
  }, [isOnePane]);
  const go = (search: Record<string, string>) =>
    void navigate({ to: '/dashboard/inbox', search: { ...filter, ...search } });
  return (
    <header className={classes.head}>
      <Group gap="sm" wrap="nowrap">
        <ActionIcon hiddenFrom="md" aria-label={t('thread.back')} onClick={() => go({})}>
          <IconArrowLeft size={20} aria-hidden />
        </ActionIcon>
        <Box flex={1} miw={0}>
          <Title order={isOnePane ? 1 : 2} size="h3" lineClamp={1} ref={heading} tabIndex={-1}>
            {name}
          </Title>
          <Group gap={6} wrap="nowrap" c="dimmed">
            <PlatformIcon platform={channel} size={16} decorative />
            <Text size="sm" truncate>
              {channel === 'widget' ? t('channels.widget') : platformName(channel)}
            </Text>
          </Group>
        </Box>
        <StateActions conversation={conversation} />
        <Tooltip label={t('contact.show')}>
          <ActionIcon
            hiddenFrom="xl"
            aria-label={t('contact.show')}
            onClick={() => go({ conversation: id, pane: 'contact' })}
          >
            <IconInfoCircle size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <WhoAnswers conversation={conversation} />
    </header>
  );
}

function StateActions({ conversation }: Pick<ThreadHeaderProps, 'conversation'>) {
  const t = useInboxTexts();
  const format = useFormat();
  const mayEdit = useMay('editor');
  const { timezone } = useProject();
  const { isBusy, act } = useAct();
  const path = conversationPath(conversation.id);
  if (!mayEdit) return null;
  if (conversation.state !== 'open')
    return (
      <Button
        size="xs"
        variant="default"
        loading={isBusy}
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => void act(() => api.post(`${path}/reopen`))}
      >
        {t('actions.reopen')}
      </Button>
    );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('actions.snooze')} loading={isBusy}>
            <IconClockPause size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {sameClocks(timezone, viewerZone(), Date.now())
              ? t('actions.snoozeUntil')
              : t('actions.snoozeUntilIn', { zone: timezone })}
          </Menu.Label>
          {snoozeTimes(timezone, Date.now()).map(({ name, at }) => (
            <Menu.Item
              key={name}
              onClick={() =>
                void act(
                  () => api.post(`${path}/snooze`, { body: { until: at.toISOString() } }),
                  t('actions.snoozed', { when: format.dateTime(at, { zone: timezone }) }),
                )
              }
            >
              {t(`snooze.${name}`)}
              <Text size="xs" c="dimmed">
                {format.dateTime(at, { zone: timezone })}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        hiddenFrom="sm"
        aria-label={t('actions.close')}
        loading={isBusy}
        onClick={() => void act(() => api.post(`${path}/close`), t('actions.closed'))}
      >
        <IconCheck size={20} aria-hidden />
      </ActionIcon>
      <Button
        visibleFrom="sm"
        size="xs"
        variant="default"
        loading={isBusy}
        leftSection={<IconCheck size={16} aria-hidden />}
        onClick={() => void act(() => api.post(`${path}/close`), t('actions.closed'))}
      >
        {t('actions.close')}
      </Button>
    </>
  );
}
