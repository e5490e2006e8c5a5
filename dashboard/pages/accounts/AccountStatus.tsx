import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconCalendarTime, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { AnchorLink } from '../../components/links.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { statusQuery, type Connection, type ConnectionDetail } from './questions.ts';
import { useAccountsTexts } from './texts.ts';

/** How an account is in plain words, when it was last read, what depends on it. */
export function AccountStatus({ connection }: { connection: Connection }) {
  const t = useAccountsTexts();
  const { id: projectId } = useProject();
  const status = useQuery(statusQuery({ projectId, language: useLanguage() }, connection.id));
  if (status.isPending) return <Skeleton h={66} />;
  const { reason = connection.reason, what_to_do: whatToDo = null } = status.data ?? {};
  const words = [reason, whatToDo].filter(Boolean).map(asSentence).join(' ');
  return (
    <Stack gap="xs">
      {words && <Text size="sm">{words}</Text>}
      <Group gap={6} wrap="nowrap" c="dimmed">
        <IconRefresh size={16} aria-hidden />
        <Text size="sm">
          {connection.last_synced_at ? (
            <>
              {t('card.synced')} <RelativeTime at={connection.last_synced_at} />
            </>
          ) : (
            t('card.neverSynced')
          )}
        </Text>
      </Group>
      {status.data && <Dependents detail={status.data} />}
    </Stack>
  );
}

const asSentence = (text: string | null): string => (text && /[.!?…]$/.test(text) ? text : `${text ?? ''}.`);

function Dependents({ detail }: { detail: ConnectionDetail }) {
  const t = useAccountsTexts();
  const format = useFormat();
  const { scheduled_posts: posts, plans } = detail.depends_on;
  const parts = [
    ...(posts > 0
      ? [
          <AnchorLink
            key="posts"
            to="/dashboard/calendar"
            search={{ account: detail.id, view: 'list' }}
            inherit
          >
            {t('card.posts', { count: posts })}
          </AnchorLink>,
        ]
      : []),
    ...(plans.length > 0
      ? [
          <AnchorLink
            key="plans"
            to="/dashboard/plans"
            inherit
            title={format.list(plans.map(({ name }) => name))}
          >
            {t('card.plans', { count: plans.length })}
          </AnchorLink>,
        ]
      : []),
  ];
  return (
    <Group gap={6} wrap="nowrap" c="dimmed">
      <IconCalendarTime size={16} aria-hidden />
      <Text size="sm">
        {parts.length === 0 && t('card.nothingDepends')}
        {parts[0]}
        {parts[1] && <> · {parts[1]}</>}
      </Text>
    </Group>
  );
}
