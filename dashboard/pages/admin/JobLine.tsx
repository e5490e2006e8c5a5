import { ActionIcon, Box, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconDotsVertical, IconExternalLink, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { JobRun } from './JobRun.tsx';
import classes from './Jobs.module.css';
import type { Job } from './questions.ts';
import { useAdminTexts } from './texts.ts';
import { useJobActions } from './useJobActions.ts';

interface JobLineProps {
  job: Job;
  /** Where Temporal shows its Schedules; null where nobody knows. */
  schedules: string | null;
}

/** One job: what it is, how it went last, when it runs next, and what one can do about it. */
export function JobLine({ job, schedules }: JobLineProps) {
  const t = useAdminTexts();
  const { run, pause, resume, isBusy } = useJobActions(job.name);
  const title = t(`jobs.names.${job.name}`);
  const isRunning = job.runs[0]?.state === 'running';
  const isThere = job.state !== 'missing';
  return (
    <li className={classes.line}>
      <Group gap="md" align="flex-start">
        <Box flex="2 1 260px">
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {title}
            </Text>
            {job.state !== 'active' && (
              <StateBadge
                size="sm"
                tone={job.state === 'paused' ? 'attention' : 'neutral'}
                label={t(`jobs.states.${job.state}`)}
              />
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {job.description}
          </Text>
          {job.paused_because && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {t('jobs.because', { note: job.paused_because })}
            </Text>
          )}
        </Box>
        <Stack gap={4} flex="1 1 220px">
          <LastRun job={job} />
          <Text size="sm" c="dimmed">
            {t('jobs.next')}{' '}
            {job.next_run_at ? <RelativeTime at={job.next_run_at} /> : t(`jobs.noNext.${job.state}`)}
          </Text>
        </Stack>
        <Group gap={4} wrap="nowrap">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={isBusy}
            disabled={isRunning}
            onClick={run}
            aria-label={`${t('jobs.run')}: ${title}`}
          >
            {t(isRunning ? 'jobs.running' : 'jobs.run')}
          </Button>
          <Menu position="bottom-end" disabled={!isThere}>
            <Menu.Target>
              <ActionIcon disabled={!isThere} aria-label={t('jobs.more', { name: title })}>
                <IconDotsVertical size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {job.state === 'active' && (
                <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={pause}>
                  {t('jobs.pause')}
                </Menu.Item>
              )}
              {job.state === 'paused' && (
                <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={resume}>
                  {t('jobs.resume')}
                </Menu.Item>
              )}
              {schedules !== null && (
                <Menu.Item
                  component="a"
                  href={`${schedules}/${encodeURIComponent(job.workflow_id)}`}
                  target="_blank"
                  rel="noreferrer"
                  leftSection={<IconExternalLink size={16} aria-hidden />}
                >
                  {t('jobs.openOne')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
    </li>
  );
}

/** The latest run; where Temporal keeps none any more, when that was. */
function LastRun({ job: { name, runs, last_run_at: lastAt } }: { job: Job }) {
  const t = useAdminTexts();
  const [latest] = runs;
  if (latest) return <JobRun name={name} run={latest} />;
  return (
    <Text size="sm" c="dimmed">
      {t('jobs.last')} {lastAt ? <RelativeTime at={lastAt} /> : t('jobs.never')}
    </Text>
  );
}
