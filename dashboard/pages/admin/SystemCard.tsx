import { Alert, Box, Group, Stack, Text } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { Quarantined } from './Quarantined.tsx';
import { systemQuery, type SystemHealth } from './questions.ts';
import { useAdminTexts } from './texts.ts';

const tones = { healthy: 'good', degraded: 'attention', unhealthy: 'bad' } as const;

/** Whether the server and what it stands on work, and how much work waits to begin. */
export function SystemCard() {
  const t = useAdminTexts();
  const health = useQuery(systemQuery);
  return (
    <SectionCard
      title={t('system.title')}
      action={
        health.data && (
          <StateBadge tone={tones[health.data.status]} label={t(`system.${health.data.status}`)} />
        )
      }
    >
      {health.isPending ? (
        <ListSkeleton />
      ) : health.isLoadingError ? (
        <ErrorState error={health.error} retry={() => void health.refetch()} />
      ) : (
        <Figures health={health.data} />
      )}
    </SectionCard>
  );
}

function Figures({
  health: { postgres, temporal, outbox, inbox, missing_keys: keys },
}: {
  health: SystemHealth;
}) {
  const t = useAdminTexts();
  const format = useFormat();
  const works = (state: 'up' | 'down') => (
    <StateBadge tone={state === 'up' ? 'good' : 'bad'} label={t(`system.${state}`)} size="sm" />
  );
  const oldest = outbox?.oldest_seconds ?? null;
  return (
    <Stack gap="sm">
      <Line label={t('system.postgres')}>{works(postgres)}</Line>
      <Line label={t('system.temporalServer')}>{works(temporal)}</Line>
      {outbox ? (
        <>
          <Line label={t('system.waiting')}>{format.number(outbox.waiting)}</Line>
          <Line label={t('system.oldest')}>
            {oldest === null
              ? t('system.nothingWaits')
              : t('system.seconds', { seconds: format.number(Math.round(oldest)) })}
          </Line>
          <Line label={t('system.dead')}>
            {outbox.dead > 0 ? (
              <StateBadge tone="bad" label={format.number(outbox.dead)} size="sm" />
            ) : (
              format.number(0)
            )}
          </Line>
        </>
      ) : (
        <Line label={t('system.waiting')}>{t('system.unknown')}</Line>
      )}
      {inbox && (
        <>
          <Line label={t('system.inbox')}>{format.number(inbox.waiting)}</Line>
          <Line label={t('system.quarantined')}>
            {inbox.quarantined > 0 ? <Quarantined count={inbox.quarantined} /> : format.number(0)}
          </Line>
        </>
      )}
      {keys !== null && keys.length > 0 && (
        <Alert color="red" icon={<IconKeyOff />} title={t('system.keys')}>
          {keys.map(({ key_id: key, connections, what_to_do: whatToDo }) => (
            <Box key={key}>
              <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {t('system.key', { key, count: connections })}
              </Text>
              <Text size="sm">{whatToDo}</Text>
            </Box>
          ))}
        </Alert>
      )}
    </Stack>
  );
}

/** A figure and what it is. */
const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <Group justify="space-between" wrap="nowrap" gap="md">
    <Text size="sm">{label}</Text>
    <Text size="sm" fw={600} component="div" ta="end">
      {children}
    </Text>
  </Group>
);
