import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { generationsQuery, statisticsQuery } from './questions.ts';
import { useImagesTexts } from './texts.ts';

interface CostHintProps {
  width: number;
  height: number;
  quality: string;
}

/** How many may still be made today, and what one of this kind costs, as far as the last ones tell. */
export function CostHint({ width, height, quality }: CostHintProps) {
  const t = useImagesTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const statistics = useQuery(statisticsQuery(projectId));
  const generations = useQuery(generationsQuery(projectId));
  if (!statistics.data) return null;
  const { quota, cost_usd: cost } = statistics.data;
  const costs = (generations.data?.results ?? [])
    .filter(
      ({ parameters: made }) => made.width === width && made.height === height && made.quality === quality,
    )
    .flatMap(({ cost_usd: each }) => (each === null ? [] : [each]));
  const month = format.money(cost.this_month, 'USD');
  const each = costs.reduce((sum, one) => sum + one, 0) / costs.length;
  return (
    <Text size="sm" c="dimmed" role="status">
      {t('form.quota', { count: Math.max(0, quota.limit - quota.used), limit: format.number(quota.limit) })}{' '}
      {costs.length > 0
        ? t('form.cost', { each: format.money(each, 'USD'), month })
        : t('form.costUnknown', { month })}
    </Text>
  );
}
