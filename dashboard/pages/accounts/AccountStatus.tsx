import { Group, Stack, Text } from '@mantine/core';
import { IconCalendarTime, IconRefresh } from '@tabler/icons-react';
import { useFormat } from '../../app/i18n/format.ts';
import { AnchorLink } from '../../components/links.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import type { Connection } from './questions.ts';
import { useAccountsTexts } from './texts.ts';

/** How an account is in plain words, when it was last read, what depends on it. */
export function AccountStatus({ connection }: { connection: Connection }) {
  const t = useAccountsTexts();
  const { reason, what_to_do: whatToDo } = connection;
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
      <Dependents connection={connection} />
    </Stack>
  );
}

const asSentence = (text: string | null): string => (text && /[.!?…]$/.test(text) ? text : `${text ?? ''}.`);

function Dependents({ connection: { id, depends_on: dependents } }: { connection: Connection }) {
  const t = useAccountsTexts();
  const format = useFormat();
  const { scheduled_posts: posts, plans } = dependents;
  const parts = [
    ...(posts > 0
      ? [
          <AnchorLink key="posts" to="/dashboard/calendar" search={{ account: id, view: 'list' }} inherit>
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
