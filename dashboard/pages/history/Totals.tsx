import { Card, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { totalsQuery } from './questions.ts';
import { useHistoryTexts } from './texts.ts';

const shown = ['followers', 'reach', 'engagement_rate', 'likes'] as const;

/** All accounts together, now and against last week. */
export function Totals() {
  const t = useHistoryTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const totals = useQuery(totalsQuery(projectId));
  if (totals.isLoadingError) return null;
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 4 }}
      spacing="md"
      mb="lg"
      component="section"
      aria-label={t('totals.label')}
    >
      {shown.map((name) => {
        if (!totals.data) return <Skeleton key={name} h={104} />;
        const value = totals.data.totals[name];
        const change = totals.data.changes[name];
        const isRate = name === 'engagement_rate';
        const signed = change === null ? '' : `${change > 0 ? '+' : ''}${format.number(change)}`;
        return (
          <Card key={name} padding="md">
            <Text size="sm" c="dimmed">
              {t(`figures.${name}`)}
            </Text>
            <Text fz="1.5rem" fw={650} lh={1.3}>
              {value === null ? '–' : isRate ? format.percent(value / 100) : format.number(value)}
            </Text>
            <Text size="xs" c="dimmed">
              {value === null
                ? t('totals.unknown')
                : change === null
                  ? ''
                  : change === 0
                    ? t('totals.unchanged')
                    : t(isRate ? 'totals.points' : 'totals.change', { change: signed })}
            </Text>
          </Card>
        );
      })}
    </SimpleGrid>
  );
}
