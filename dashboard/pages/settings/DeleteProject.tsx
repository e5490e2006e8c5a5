import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import type { DeletionPreview } from '../../../contracts/projects.ts';
import { api } from '../../app/client/api.ts';
import { projectKey, projectsQuery, type Project } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useSettingsTexts } from './texts.ts';

/** The end of a project, with what it ends told before. */
export function DeleteProject({ project }: { project: Project }) {
  const t = useSettingsTexts();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, { open, close }] = useDisclosure(false);
  const preview = useQuery({
    queryKey: projectKey(project.id, 'project', 'deletion'),
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof DeletionPreview>>(`/api/v1/projects/${project.id}/deletion`, { signal }),
    staleTime: 0,
  });
  const remove = async () => {
    await api.delete(`/api/v1/projects/${project.id}`);
    await queryClient.fetchQuery({ ...projectsQuery, staleTime: 0 });
    notify.done(t('project.deleted', { name: project.name }));
    await navigate({ to: '/dashboard' });
  };
  const mayBe = preview.data?.can_delete ?? false;
  return (
    <SectionCard title={t('project.deleteTitle')} description={t('project.deleteText')}>
      <Stack align="flex-start">
        {preview.data && !mayBe && <Text size="sm">{t('project.deleteLast')}</Text>}
        <Button color="red" variant="outline" onClick={open} disabled={!mayBe}>
          {t('project.delete')}
        </Button>
      </Stack>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('project.deleteAsk', { name: project.name })}
        confirm={t('project.delete')}
        onConfirm={remove}
      >
        {preview.data?.summary ?? ''}
      </ConfirmDialog>
    </SectionCard>
  );
}
