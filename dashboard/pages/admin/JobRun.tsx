import { Group, Stack, Text } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { StateBadge, type Tone } from '../../components/StateBadge.tsx';
import type { Job } from './questions.ts';
import { useAdminTexts } from './texts.ts';

type Run = Job['runs'][number];

const tones: Record<Run['state'], Tone> = {
  running: 'running',
  completed: 'good',
  failed: 'bad',
  cancelled: 'neutral',
  terminated: 'attention',
  timed_out: 'bad',
};

/** As the API counts connections; of what is none nothing is said. */
const counted = ['success', 'partial', 'failed', 'skipped', 'fresh', 'gone'] as const;
/** Jobs that count something else, each a thing of its own. */
const counting = ['weekly-reports', 'token-notices', 'clean-up-logs', 'watch-inboxes'] as const;

/** How a job went: when, whether it came to its end, and what it did. */
export function JobRun({ name, run }: { name: Job['name']; run: Run }) {
  const t = useAdminTexts();
  const format = useFormat();
  const { started_at: startedAt, state, counts, problem } = run;
  const ofOwn = counting.find((each) => each === name);
  const done = counts?.done ?? 0;
  const did = [
    ...(ofOwn && done > 0 ? [t(`jobs.did.${ofOwn}`, { count: done })] : []),
    ...counted
      .filter((each) => (counts?.[each] ?? 0) > 0)
      .map((each) => t(`jobs.counts.${each}`, { count: counts?.[each] ?? 0 })),
  ];
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <StateBadge size="sm" tone={tones[state]} label={t(`jobs.runStates.${state}`)} />
        <Text size="sm">
          <RelativeTime at={startedAt} />
        </Text>
      </Group>
      {counts && (
        <Text size="sm" c="dimmed">
          {did.length > 0 ? format.list(did) : t('jobs.counts.nothing')}
        </Text>
      )}
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
          {problem}
        </Text>
      )}
    </Stack>
  );
}
