import { Button, Card, Group, SegmentedControl, Select, Skeleton, Stack } from '@mantine/core';
import { IconChartLine, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { activityFigures } from '../../../contracts/figures.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { daysOf, timeOf, toCsv } from './days.ts';
import { FiguresTable } from './FiguresTable.tsx';
import { historyQuery, latestQuery, type DailyStats, type Latest } from './questions.ts';
import { figureNames, periods, type HistorySearch } from './search.ts';
import { Sources } from './Sources.tsx';
import { useHistoryTexts } from './texts.ts';
import { TopPosts } from './TopPosts.tsx';
import { Totals } from './Totals.tsx';
import { TrendChart } from './TrendChart.tsx';

const route = getRouteApi('/shell/dashboard/history');

/** /dashboard/history: how the accounts went, as a chart, as a table and as a file; and the best posts. */
export function HistoryPage() {
  const t = useHistoryTexts();
  const { id: projectId } = useProject();
  const search = route.useSearch();
  const latest = useQuery(latestQuery(projectId));
  const { days = 30, account } = search;
  const history = useQuery(historyQuery(projectId, days));
  const chosen = (history.data ?? []).filter(({ connection_id: id }) => !account || id === account);
  if (latest.data?.length === 0)
    return (
      <Page>
        <PageHeader title={t('title')} description={t('description')} />
        <EmptyState icon={IconChartLine} title={t('empty.title')} text={t('empty.text')}>
          <ButtonLink to="/dashboard/accounts" search={{ connect: true }}>
            {t('empty.connect')}
          </ButtonLink>
        </EmptyState>
      </Page>
    );
  return (
    <Page>
      <PageHeader title={t('title')} description={t('description')}>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={chosen.length === 0}
          onClick={() => save(`socialsync-${days}.csv`, toCsv(chosen))}
        >
          {t('csv')}
        </Button>
      </PageHeader>
      <Totals accounts={latest.data} />
      <Stack gap="lg">
        <Card>
          <Stack>
            <Controls search={search} accounts={latest.data ?? []} />
            {history.isPending || latest.isPending ? (
              <Skeleton h={340} />
            ) : history.isLoadingError || latest.isLoadingError ? (
              <ErrorState
                error={history.error ?? latest.error}
                retry={() => void Promise.all([history.refetch(), latest.refetch()])}
              />
            ) : (
              <Shown search={search} history={history.data} accounts={latest.data} />
            )}
          </Stack>
        </Card>
        <TopPosts
          account={account}
          days={days}
          order={search.top === 'rate' ? 'engagement_rate' : 'reactions'}
        />
      </Stack>
    </Page>
  );
}

const nameOf = ({ username, platform }: Latest) => `${platformName(platform)} · ${username}`;

interface ShownProps {
  search: HistorySearch;
  history: DailyStats[];
  accounts: Latest[];
}

function Shown({ search, history, accounts }: ShownProps) {
  const t = useHistoryTexts();
  const format = useFormat();
  const { figure = 'followers', days: length = 30, account, view } = search;
  const chosen = accounts.filter(({ connection_id: id }) => !account || id === account);
  const lines = chosen.map((each) => {
    const time = timeOf(figure, each);
    const label = time
      ? t('chart.ofTime', { account: nameOf(each), time: t(`times.${time}`) })
      : nameOf(each);
    return { id: each.connection_id, label };
  });
  const days = daysOf(history, { days: length, figure, accounts: lines.map(({ id }) => id) });
  const write = figure === 'engagement_rate' ? (value: number) => format.percent(value / 100) : format.number;
  const explained = lines.length > 0 && activityFigures.some((each) => each === figure);
  const label = t('chart.label', { figure: t(`figures.${figure}`) });
  const Shape = view === 'table' ? FiguresTable : TrendChart;
  return (
    <>
      <Shape days={days} lines={lines} write={write} label={label} />
      <Sources accounts={chosen} days={days} note={explained ? t('times.note') : null} />
    </>
  );
}

function Controls({ search, accounts }: { search: HistorySearch; accounts: Latest[] }) {
  const t = useHistoryTexts();
  const navigate = useNavigate();
  const { figure = 'followers', days = 30, account = 'all', view = 'chart' } = search;
  const change = (more: { [Name in keyof HistorySearch]: HistorySearch[Name] | undefined }) => {
    const { account: named, view: shown, ...rest } = { ...search, ...more };
    void navigate({
      to: '/dashboard/history',
      search: {
        ...(rest.figure && { figure: rest.figure }),
        ...(rest.days && { days: rest.days }),
        ...(named && { account: named }),
        ...(shown && { view: shown }),
        ...(rest.top && { top: rest.top }),
      },
      replace: true,
    });
  };
  return (
    <Group gap="sm" align="flex-end">
      <Select
        size="sm"
        w={{ base: '100%', xs: 160 }}
        label={t('controls.figure')}
        data={figureNames.map((value) => ({ value, label: t(`figures.${value}`) }))}
        value={figure}
        onChange={(value) => change({ figure: value ?? undefined })}
      />
      <Select
        size="sm"
        w={{ base: '100%', xs: 170 }}
        label={t('controls.period')}
        data={periods.map((count) => ({ value: String(count), label: t('controls.days', { count }) }))}
        value={String(days)}
        onChange={(value) => change({ days: periods.find((each) => String(each) === value) })}
      />
      <Select
        size="sm"
        flex="1 1 200px"
        label={t('controls.accounts')}
        data={[
          { value: 'all', label: t('controls.all') },
          ...accounts.map((each) => ({ value: each.connection_id, label: nameOf(each) })),
        ]}
        value={account}
        onChange={(value) => change({ account: value === null || value === 'all' ? undefined : value })}
      />
      <SegmentedControl
        aria-label={t('controls.view')}
        data={[
          { value: 'chart', label: t('controls.chart') },
          { value: 'table', label: t('controls.table') },
        ]}
        value={view}
        onChange={(value) => change({ view: value === 'table' ? 'table' : undefined })}
      />
    </Group>
  );
}

/** Has the browser keep a text as a file. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
