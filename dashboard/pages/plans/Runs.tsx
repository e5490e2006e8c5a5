import { Group, Stack, Text } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { AnchorLink } from '../../components/links.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { RunState } from './PlanState.tsx';
import type { PlanRun } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/** What a plan did, the latest first: the posts that it made, or why it made none. */
export function Runs({ runs, zone }: { runs: PlanRun[]; zone: string }) {
  const t = usePlansTexts();
  if (runs.length === 0) return <Text c="dimmed">{t('details.noHistory')}</Text>;
  return (
    <Stack component="ol" gap="lg" m={0} p={0} style={{ listStyle: 'none' }}>
      {runs.map((run) => (
        <Run key={run.id} run={run} zone={zone} />
      ))}
    </Stack>
  );
}

function Run({ run, zone }: { run: PlanRun; zone: string }) {
  const t = usePlansTexts();
  const format = useFormat();
  return (
    <Stack component="li" gap={4}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" fw={600}>
          <time dateTime={run.occurrence_at}>{format.dateTime(run.occurrence_at, { zone })}</time>
          {run.kind === 'now' && ` · ${t('runs.now')}`}
        </Text>
        <RunState run={run} />
      </Group>
      {run.reason && <Text size="sm">{run.reason.message}</Text>}
      {run.state === 'held' && run.image !== null && (
        <AnchorLink
          to="/dashboard/images/$imageId"
          params={{ imageId: String(run.image) }}
          size="sm"
          w="fit-content"
        >
          {t('runs.review')}
        </AnchorLink>
      )}
      {run.platforms.map(({ platform, connection_id: connection, post, problem }) => (
        <Group key={`${platform}/${connection}`} gap="xs" wrap="nowrap" align="flex-start">
          <PlatformIcon platform={platform} size={18} decorative />
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {platformName(platform)}
            {problem && ` – ${problem.message}`}{' '}
            {post !== null && (
              <AnchorLink to="/dashboard/posts/$postId" params={{ postId: String(post) }} inherit>
                {t('runs.post')}
              </AnchorLink>
            )}
          </Text>
        </Group>
      ))}
      {run.caption_problem && (
        <Text size="xs" c="dimmed">
          {t('runs.captionProblem', { reason: run.caption_problem })}
        </Text>
      )}
    </Stack>
  );
}
