import { Button, Group, NativeSelect, Pagination, Stack, Table, Text } from '@mantine/core';
import { IconFilterOff, IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { Account, Duration, Problem, Result } from './LogEntry.tsx';
import { logPageSize, logsQuery, platformsQuery, type SyncLog } from './questions.ts';
import { logStates, type AdminSearch } from './search.ts';
import { useAdminTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/admin');
type Show = (changes: AdminSearch) => void;

/** How updates of figures and renewals of access went. */
export function SyncLogs() {
  const t = useAdminTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const logs = useQuery(logsQuery(search, useLanguage()));
  const show: Show = (changes) => void navigate({ search: changes, replace: true, resetScroll: false });
  const isFiltered = search.status !== undefined || search.platform !== undefined;
  const pages = Math.ceil((logs.data?.count ?? 0) / logPageSize);
  return (
    <SectionCard title={t('logs.title')} description={t('logs.description')}>
      <Filters search={search} show={show} />
      {logs.isPending ? (
        <ListSkeleton rows={6} />
      ) : logs.isLoadingError ? (
        <ErrorState error={logs.error} retry={() => void logs.refetch()} />
      ) : logs.data.results.length === 0 ? (
        <EmptyState
          icon={isFiltered ? IconFilterOff : IconHistory}
          title={t(isFiltered ? 'logs.noneFiltered' : 'logs.none')}
          {...(!isFiltered && { text: t('logs.noneText') })}
        >
          {isFiltered && <Button onClick={() => show({})}>{t('logs.clear')}</Button>}
        </EmptyState>
      ) : (
        <Stack gap="md">
          <Logs logs={logs.data.results} />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {t('logs.found', { count: logs.data.count })}
            </Text>
            {pages > 1 && (
              <Pagination
                total={pages}
                value={search.page ?? 1}
                onChange={(page) => show({ ...search, page })}
                aria-label={t('logs.pages')}
                getItemProps={(page) => ({ 'aria-label': t('logs.page', { page }) })}
                getControlProps={(control) => ({
                  'aria-label': t(control === 'next' ? 'logs.next' : 'logs.previous'),
                })}
              />
            )}
          </Group>
        </Stack>
      )}
    </SectionCard>
  );
}

function Filters({ search: { status, platform }, show }: { search: AdminSearch; show: Show }) {
  const t = useAdminTexts();
  const platforms = useQuery(platformsQuery);
  const ids = [...new Set([...(platform ? [platform] : []), ...(platforms.data ?? []).map(({ id }) => id)])];
  return (
    <Group gap="sm">
      <NativeSelect
        label={t('logs.status')}
        value={status ?? ''}
        onChange={({ currentTarget }) => {
          const chosen = logStates.find((each) => each === currentTarget.value);
          show({ ...(chosen && { status: chosen }), ...(platform && { platform }) });
        }}
        data={[
          { value: '', label: t('logs.anyStatus') },
          ...logStates.map((value) => ({ value, label: t(`logs.states.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t('logs.platform')}
        value={platform ?? ''}
        onChange={({ currentTarget: { value } }) =>
          show({ ...(status && { status }), ...(value && { platform: value }) })
        }
        data={[
          { value: '', label: t('logs.anyPlatform') },
          ...ids.map((value) => ({ value, label: platformName(value) })),
        ]}
      />
    </Group>
  );
}

/** What is read at one glance stays on one line. */
const whole = { whiteSpace: 'nowrap' } as const;

/** A table; where there is no room for one, an entry below the other. */
function Logs({ logs }: { logs: SyncLog[] }) {
  const t = useAdminTexts();
  const format = useFormat();
  return (
    <>
      <Stack hiddenFrom="md" gap="lg" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {logs.map((log) => (
          <Stack key={log.id} component="li" gap={4}>
            <Group gap="xs" justify="space-between">
              <Text size="sm" fw={600}>
                {t(`logs.kinds.${log.sync_type}`)}
              </Text>
              <Result log={log} />
            </Group>
            <Account log={log} />
            <Text size="sm" c="dimmed">
              {format.dateTime(log.created_at)} · <Duration log={log} />
            </Text>
            <Problem log={log} />
          </Stack>
        ))}
      </Stack>
      <Table visibleFrom="md" verticalSpacing="sm" aria-label={t('logs.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('logs.when')}</Table.Th>
            <Table.Th>{t('logs.kind')}</Table.Th>
            <Table.Th>{t('logs.account')}</Table.Th>
            <Table.Th>{t('logs.status')}</Table.Th>
            <Table.Th ta="end">{t('logs.duration')}</Table.Th>
            <Table.Th ta="end">{t('logs.calls')}</Table.Th>
            <Table.Th>{t('logs.problem')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {logs.map((log) => (
            <Table.Tr key={log.id}>
              <Table.Td style={whole}>{format.dateTime(log.created_at)}</Table.Td>
              <Table.Td>{t(`logs.kinds.${log.sync_type}`)}</Table.Td>
              <Table.Td>
                <Account log={log} />
              </Table.Td>
              <Table.Td>
                <Result log={log} />
              </Table.Td>
              <Table.Td ta="end" style={whole}>
                <Duration log={log} />
              </Table.Td>
              <Table.Td ta="end">{format.number(log.calls)}</Table.Td>
              <Table.Td maw={320}>
                <Problem log={log} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
