import { Box, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { AnchorLink, ButtonLink } from '../../components/links.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { ConnectionState } from '../../components/states.tsx';
import { Lines } from './Lines.tsx';
import { connectionsQuery, type Connection } from './questions.ts';
import { useHomeTexts } from './texts.ts';

/** The others stand on the page of the accounts. */
const shown = 6;

/** How the accounts are: those first that are not well. */
export function Connections() {
  const t = useHomeTexts();
  const { id } = useProject();
  const mayEdit = useMay('editor');
  const connections = useQuery(connectionsQuery(id, useLanguage()));
  const sorted = [...(connections.data ?? [])].sort((one, other) => health(one) - health(other));
  const left = sorted.length - shown;
  return (
    <SectionCard
      title={t('accounts.title')}
      action={
        <AnchorLink to="/dashboard/accounts" size="sm">
          {t('accounts.all')}
        </AnchorLink>
      }
    >
      {connections.isPending ? (
        <ListSkeleton rows={3} />
      ) : connections.isLoadingError ? (
        <ErrorState error={connections.error} retry={() => void connections.refetch()} />
      ) : sorted.length === 0 ? (
        <Stack align="flex-start" gap="sm">
          <Text c="dimmed">{t('accounts.nothing')}</Text>
          {mayEdit && (
            <ButtonLink to="/dashboard/accounts" search={{ connect: true }} variant="light" size="sm">
              {t('accounts.connect')}
            </ButtonLink>
          )}
        </Stack>
      ) : (
        <Lines>
          {sorted.slice(0, shown).map((connection) => (
            <ConnectionLine key={connection.id} connection={connection} />
          ))}
        </Lines>
      )}
      {left > 0 && (
        <AnchorLink to="/dashboard/accounts" size="sm">
          {t('accounts.more', { count: left })}
        </AnchorLink>
      )}
    </SectionCard>
  );
}

const health = ({ status }: Connection) => (status === 'active' ? 2 : status === 'expiring' ? 1 : 0);

function ConnectionLine({ connection }: { connection: Connection }) {
  const t = useHomeTexts();
  const { platform, username, status, last_synced_at: syncedAt } = connection;
  return (
    <Group component="li" gap="sm" wrap="nowrap">
      <PlatformIcon platform={platform} decorative />
      <Box flex={1} miw={0}>
        <Text size="sm" fw={600} truncate title={username}>
          {username}
        </Text>
        <Text size="xs" c="dimmed" truncate component="div">
          {platformName(platform)} ·{' '}
          {syncedAt ? (
            <>
              {t('accounts.updated')} <RelativeTime at={syncedAt} />
            </>
          ) : (
            t('accounts.neverUpdated')
          )}
        </Text>
      </Box>
      {status === 'expiring' ? (
        <StateBadge tone="attention" label={t('accounts.expiring')} />
      ) : (
        <ConnectionState state={status} />
      )}
    </Group>
  );
}
