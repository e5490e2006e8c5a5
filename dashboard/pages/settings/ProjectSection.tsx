import { Alert, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { projectsQuery, useMay, useProject, type Project } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { ZoneSelect } from '../../components/ZoneSelect.tsx';
import { DeleteProject } from './DeleteProject.tsx';
import { useSettingsTexts } from './texts.ts';

/** The project one works in: its name, its zone, its end. */
export function ProjectSection() {
  const project = useProject();
  const isOwner = useMay('owner');
  return (
    <Stack gap="lg">
      <ProjectForm key={project.id} project={project} />
      {isOwner && <DeleteProject project={project} />}
    </Stack>
  );
}

function ProjectForm({ project }: { project: Project }) {
  const t = useSettingsTexts();
  const queryClient = useQueryClient();
  const mayWork = useMay('editor');
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { name: project.name, description: project.description, timezone: project.timezone },
    check: { name: filled },
    async send(_all, changes) {
      await api.patch(`/api/v1/projects/${project.id}`, { body: changes });
      await queryClient.invalidateQueries(projectsQuery);
      notify.done(t('project.saved'));
    },
  });
  const unsaved = useUnsaved(form.isDirty);
  return (
    <SectionCard title={t('project.title')}>
      {!mayWork && <Alert color="gray">{t('project.editorsOnly')}</Alert>}
      <ProblemForm {...sending} readOnly={!mayWork}>
        {unsaved.dialog}
        <TextInput
          label={t('project.name')}
          disabled={!mayWork}
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('project.description')}
          disabled={!mayWork}
          key={form.key('description')}
          {...form.getInputProps('description')}
        />
        <ZoneSelect
          label={t('project.timezone')}
          description={t('project.timezoneHint')}
          known={project.timezone}
          disabled={!mayWork}
          key={form.key('timezone')}
          {...form.getInputProps('timezone')}
        />
      </ProblemForm>
    </SectionCard>
  );
}
