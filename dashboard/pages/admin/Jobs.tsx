import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import classes from './Jobs.module.css';
import { JobLine } from './JobLine.tsx';
import { Outward } from './Outward.tsx';
import { jobsQuery, temporalQuery } from './questions.ts';
import { useAdminTexts } from './texts.ts';

/** The jobs that run by themselves: how each went, when it runs next, and a button to run it now. */
export function Jobs() {
  const t = useAdminTexts();
  const jobs = useQuery(jobsQuery(useLanguage()));
  const temporal = useQuery(temporalQuery);
  const workflows = temporal.data?.workflows_url ?? null;
  return (
    <SectionCard title={t('jobs.title')} description={t('jobs.description')}>
      {jobs.isPending ? (
        <ListSkeleton rows={8} />
      ) : !jobs.data ? (
        <ErrorState error={jobs.error} retry={() => void jobs.refetch()} />
      ) : (
        <Stack component="ul" gap={0} className={classes.list ?? ''}>
          {jobs.data.jobs.map((job) => (
            <JobLine key={job.name} job={job} schedules={workflows && schedulesOf(workflows)} />
          ))}
        </Stack>
      )}
      {workflows ? (
        <Group gap="lg">
          <Outward href={schedulesOf(workflows)}>{t('jobs.open')}</Outward>
          <Outward href={workflows}>{t('temporal')}</Outward>
        </Group>
      ) : (
        temporal.isSuccess && (
          <Text size="sm" c="dimmed">
            {t('temporalMissing')}
          </Text>
        )
      )}
    </SectionCard>
  );
}

/** Temporal's UI shows them beside the workflows of a namespace. */
const schedulesOf = (workflows: string): string => workflows.replace(/\/workflows$/, '/schedules');
