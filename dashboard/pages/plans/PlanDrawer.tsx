import { Divider, Drawer, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAppTexts, useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { useCadence } from './cadence.ts';
import { Occurrences } from './Occurrences.tsx';
import { PlanState } from './PlanState.tsx';
import { planQuery, timesQuery, type PlanDetail } from './questions.ts';
import { Runs } from './Runs.tsx';
import { usePlansTexts } from './texts.ts';

interface PlanDrawerProps {
  /** Undefined: nothing is opened. */
  planId: number | undefined;
  onClose: () => void;
}

/** A plan's next times, and what it did. */
export function PlanDrawer({ planId, onClose }: PlanDrawerProps) {
  const app = useAppTexts();
  const { id } = useProject();
  const plan = useQuery({ ...planQuery(id, planId ?? 0, useLanguage()), enabled: planId !== undefined });
  return (
    <Drawer
      opened={planId !== undefined}
      onClose={onClose}
      title={plan.data?.name ?? app('navigation.plans')}
      size="md"
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {plan.isPending ? (
        <ListSkeleton />
      ) : plan.isLoadingError ? (
        <ErrorState error={plan.error} retry={() => void plan.refetch()} />
      ) : (
        <Details plan={plan.data} />
      )}
    </Drawer>
  );
}

function Details({ plan }: { plan: PlanDetail }) {
  const t = usePlansTexts();
  const { id } = useProject();
  const times = useQuery(timesQuery(id, plan.id, useLanguage()));
  const cadence = useCadence();
  const rests = plan.state !== 'active' && plan.state !== 'ended';
  return (
    <Stack gap="lg">
      <Stack gap="xs" align="flex-start">
        <PlanState state={plan.state} />
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {cadence(plan)}
        </Text>
      </Stack>
      <Stack component="section" gap="sm">
        <Title order={2} size="h3">
          {t('details.times')}
        </Title>
        {rests && (
          <Text size="sm" c="dimmed">
            {t('details.pausedTimes')}
          </Text>
        )}
        {times.isPending ? (
          <ListSkeleton rows={3} />
        ) : times.isLoadingError ? (
          <ErrorState error={times.error} retry={() => void times.refetch()} />
        ) : (
          <Occurrences occurrences={times.data.occurrences} zone={plan.timezone} />
        )}
      </Stack>
      <Divider />
      <Stack component="section" gap="md">
        <Title order={2} size="h3">
          {t('details.history')}
        </Title>
        <Runs runs={plan.runs} zone={plan.timezone} />
      </Stack>
    </Stack>
  );
}
