import { Card, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { totalsQuery, type Latest } from './questions.ts';
import { useHistoryTexts } from './texts.ts';

const summed = ['followers', 'reach', 'engagement_rate'] as const;

interface TotalsProps {
  /** Undefined until they are read, and where they cannot be: then nobody is told how many of them tell a figure. */
  accounts: Latest[] | undefined;
}

/** All accounts together, now and against last week: of as many as tell a figure; and what their posts brought. */
export function Totals({ accounts }: TotalsProps) {
  const t = useHistoryTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const totals = useQuery(totalsQuery(projectId));
  if (totals.isLoadingError) return null;

  const cards = () => {
    if (!totals.data) return [...summed, 'likes'].map((name) => <Skeleton key={name} h={104} />);
    const { totals: sums, changes, recent_posts: recent } = totals.data;
    const changeText = (name: (typeof summed)[number], isNone: boolean, change: string) => {
      if (name === 'reach') return isNone ? t('totals.dayUnchanged') : t('totals.dayChange', { change });
      if (isNone) return t('totals.unchanged');
      return t(name === 'engagement_rate' ? 'totals.points' : 'totals.change', { change });
    };
    const sumOf = (name: (typeof summed)[number]) => {
      const [value, change] = [sums[name], changes[name]];
      const isRate = name === 'engagement_rate';
      const told = accounts && {
        telling: accounts.filter((account) => account[name] !== null).length,
        count: accounts.length,
      };
      const signed = change === null ? '' : `${change > 0 ? '+' : ''}${format.number(change)}`;
      const notes = [
        ...(name === 'reach' ? [t('totals.lastDay')] : isRate ? [t('totals.rate')] : []),
        ...(change === null ? [] : [changeText(name, change === 0, signed)]),
        ...(told && told.telling < told.count ? [t('totals.telling', told)] : []),
      ];
      return (
        <Total
          key={name}
          name={t(`figures.${name}`)}
          value={value === null ? null : isRate ? format.percent(value / 100) : format.number(value)}
          notes={notes}
        />
      );
    };
    return [
      ...summed.map(sumOf),
      <Total
        key="likes"
        name={t('figures.likes')}
        value={recent.likes === null ? null : format.number(recent.likes)}
        notes={[t('totals.recent', { count: recent.posts, days: recent.days })]}
      />,
    ];
  };
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 4 }}
      spacing="md"
      mb="lg"
      component="section"
      aria-label={t('totals.label')}
    >
      {cards()}
    </SimpleGrid>
  );
}

/** `value`: null where no platform tells it. */
function Total({ name, value, notes }: { name: string; value: string | null; notes: string[] }) {
  const t = useHistoryTexts();
  return (
    <Card padding="md">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz="1.5rem" fw={650} lh={1.3}>
        {value ?? '–'}
      </Text>
      <Text size="xs" c="dimmed">
        {value === null ? t('totals.unknown') : notes.join(' · ')}
      </Text>
    </Card>
  );
}
