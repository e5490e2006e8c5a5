import { Modal, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { projectsQuery, type Project } from '../../app/projects/projects.ts';
import { useSwitchProject } from '../../app/projects/useSwitchProject.ts';
import { viewerZone } from '../../app/time/zones.ts';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { ZoneSelect } from '../../components/ZoneSelect.tsx';
import { useSettingsTexts } from './texts.ts';

/** Asks for another project; one works in it from then on. */
export function NewProject({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useSettingsTexts();
  const app = useAppTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('project.newTitle')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <NewProjectForm />
    </Modal>
  );
}

function NewProjectForm() {
  const t = useSettingsTexts();
  const queryClient = useQueryClient();
  const switchProject = useSwitchProject();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { name: '', timezone: viewerZone() },
    check: { name: filled },
    async send(body) {
      const project = await api.post<Project>('/api/v1/projects', { body, idempotencyKey });
      await queryClient.fetchQuery({ ...projectsQuery, staleTime: 0 });
      switchProject(project.id, () => notify.done(t('project.created', { name: project.name })));
    },
  });
  return (
    <ProblemForm {...sending} verb={t('project.create')}>
      <Text size="sm" c="dimmed">
        {t('project.newText')}
      </Text>
      <TextInput
        label={t('project.name')}
        data-autofocus
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <ZoneSelect
        label={t('project.timezone')}
        known={viewerZone()}
        key={form.key('timezone')}
        {...form.getInputProps('timezone')}
      />
    </ProblemForm>
  );
}
