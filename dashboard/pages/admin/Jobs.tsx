import { Anchor, Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { JobAccepted } from '../../../contracts/socialMedia.ts';
import { api } from '../../app/client/api.ts';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { temporalQuery } from './questions.ts';
import { useAdminTexts } from './texts.ts';

/** The job that can be started here, and the way to the others: Temporal knows when each ran and runs. */
export function Jobs() {
  const t = useAdminTexts();
  const temporal = useQuery(temporalQuery);
  const workflows = temporal.data?.workflows_url;
  const renew = useMutation({
    mutationFn: () => api.post<z.infer<typeof JobAccepted>>('/api/social-media/admin/refresh-tokens'),
    onSuccess: ({ message }) => notify.done(message),
    onError: notify.failed,
  });
  return (
    <SectionCard title={t('jobs.title')} description={t('jobs.description')}>
      <Group justify="space-between" gap="sm">
        <Box flex="1 1 240px">
          <Text size="sm" fw={600}>
            {t('jobs.tokens')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('jobs.tokensText')}
          </Text>
        </Box>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={renew.isPending}
          onClick={() => renew.mutate()}
        >
          {t('jobs.run')}
        </Button>
      </Group>
      {workflows ? (
        <Stack gap={4} align="flex-start">
          <Outward href={schedulesOf(workflows)}>{t('jobs.open')}</Outward>
          <Outward href={workflows}>{t('temporal')}</Outward>
        </Stack>
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

/** A link to Temporal's own pages. */
function Outward({ href, children }: { href: string; children: string }) {
  const t = useAdminTexts();
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noreferrer"
      size="sm"
      aria-label={`${children} (${t('newTab')})`}
    >
      {children} <IconExternalLink size={14} aria-hidden />
    </Anchor>
  );
}
