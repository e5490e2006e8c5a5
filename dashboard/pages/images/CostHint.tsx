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
  /** How many are ordered. */
  number: number;
}

/** How many may still be made today, and what the order costs, as far as the last ones tell. */
export function CostHint({ width, height, quality, number }: CostHintProps) {
  const t = useImagesTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const statistics = useQuery(statisticsQuery(projectId));
  const generations = useQuery(generationsQuery(projectId));
  if (!statistics.data || generations.isPending) return null;
  const { quota, cost_usd: cost } = statistics.data;
  const priced = (generations.data?.results ?? []).filter(({ cost_usd: each }) => each !== null);
  const alike = priced.filter(
    ({ parameters: made }) => made.width === width && made.height === height && made.quality === quality,
  );
  const known = alike.length > 0 ? alike : priced;
  const each = known.reduce((sum, one) => sum + (one.cost_usd ?? 0), 0) / known.length;
  const money = (amount: number) => format.money(amount, 'USD');
  const price =
    known.length === 0
      ? t('form.priceUnknown')
      : t(alike.length > 0 ? 'form.price' : 'form.priceOfOthers', {
          ...{ count: number, each: money(each), total: money(each * number) },
        });
  return (
    <Text size="sm" c="dimmed" role="status">
      {t('form.quota', { count: Math.max(0, quota.limit - quota.used), limit: format.number(quota.limit) })}{' '}
      {price} {t('form.month', { month: money(cost.this_month) })}
    </Text>
  );
}
