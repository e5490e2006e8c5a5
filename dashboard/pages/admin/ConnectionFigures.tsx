import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { figuresQuery, type Figure } from './questions.ts';
import { useAdminTexts } from './texts.ts';

const names = ['sync_success', 'mean_sync_duration', 'expired_tokens', 'connections_in_error'] as const;

/** The four figures of the accounts, each beside its target. */
export function ConnectionFigures() {
  const t = useAdminTexts();
  const format = useFormat();
  const health = useQuery(figuresQuery);
  const counted = health.data?.counted;
  return (
    <SectionCard
      title={t('figures.title')}
      {...(health.data &&
        counted && {
          description: t('figures.description', {
            hours: health.data.window_hours,
            syncs: format.number(counted.syncs),
            accounts: format.number(counted.connections),
          }),
        })}
    >
      {health.isPending ? (
        <ListSkeleton />
      ) : health.isLoadingError ? (
        <ErrorState error={health.error} retry={() => void health.refetch()} />
      ) : (
        <Stack gap="md">
          {names.map((name) => (
            <FigureLine key={name} label={t(`figures.${name}`)} figure={health.data.figures[name]} />
          ))}
        </Stack>
      )}
    </SectionCard>
  );
}

function FigureLine({ label, figure: { value, target, unit, met } }: { label: string; figure: Figure }) {
  const t = useAdminTexts();
  const format = useFormat();
  const say = (amount: number) =>
    unit === 'percent'
      ? format.percent(amount / 100)
      : t('system.seconds', { seconds: format.number(amount) });
  const [relation, bound = ''] = target.split(' ');
  const goal = t(relation === '<' ? 'figures.below' : 'figures.above', { value: say(Number(bound)) });
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
      <div>
        <Text size="sm">{label}</Text>
        <Text size="xs" c="dimmed">
          {t('figures.target', { target: goal })}
        </Text>
      </div>
      {value === null ? (
        <Text size="sm" c="dimmed" ta="end">
          {t('figures.nothing')}
        </Text>
      ) : (
        <Group gap="xs" wrap="nowrap" flex="none">
          <Text size="sm" fw={650}>
            {say(value)}
          </Text>
          <StateBadge
            tone={met ? 'good' : 'attention'}
            label={t(met ? 'figures.met' : 'figures.missed')}
            size="sm"
          />
        </Group>
      )}
    </Group>
  );
}
