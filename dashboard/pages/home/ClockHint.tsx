import { Alert, Button, Group, Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { projectsQuery, useMay, useProject } from '../../app/projects/projects.ts';
import { sameClocks, viewerZone } from '../../app/time/zones.ts';
import { notify } from '../../components/notify.tsx';
import { postFiguresQuery } from './questions.ts';
import { useHomeTexts } from './texts.ts';

/** Asks, before anything is planned, whether a project whose clocks nobody chose should go by those of whoever looks. */
export function ClockHint() {
  const t = useHomeTexts();
  const queryClient = useQueryClient();
  const mayEdit = useMay('editor');
  const { id, timezone: zone } = useProject();
  const posts = useQuery(postFiguresQuery(id));
  const own = viewerZone();
  const change = useMutation({
    mutationFn: () => api.patch(`/api/v1/projects/${id}`, { body: { timezone: own } }),
    onSuccess: () => queryClient.invalidateQueries(projectsQuery),
    onError: notify.failed,
  });
  const isOpen = zone === 'UTC' && posts.data?.total_posts === 0 && !sameClocks(zone, own, Date.now());
  if (!mayEdit || !isOpen) return null;
  return (
    <Alert icon={<IconClock />} title={t('clocks.title')} mb="lg">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 260px">
          {t('clocks.text')}
        </Text>
        <Button size="sm" variant="default" loading={change.isPending} onClick={() => change.mutate()}>
          {t('clocks.use', { zone: own })}
        </Button>
      </Group>
    </Alert>
  );
}
