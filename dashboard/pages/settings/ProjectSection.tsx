import { Alert, Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { projectsQuery, useMay, useProject, type Project } from '../../app/projects/projects.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { DeleteProject } from './DeleteProject.tsx';
import { useSettingsTexts } from './texts.ts';
import { timezones } from './timezones.ts';

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
  const app = useAppTexts();
  const queryClient = useQueryClient();
  const mayWork = useMay('editor');
  const { form, error, isSending, submit } = useProblemForm({
    values: { name: project.name, description: project.description, timezone: project.timezone },
    check: { name: (name) => (name.trim() === '' ? t('required') : null) },
    async send(_all, changes) {
      await api.patch(`/api/v1/projects/${project.id}`, { body: changes });
      await queryClient.invalidateQueries(projectsQuery);
      notify.done(t('project.saved'));
    },
  });
  const unsaved = useUnsaved(form.isDirty);
  return (
    <SectionCard title={t('project.title')}>
      {unsaved.dialog}
      {!mayWork && <Alert color="gray">{t('project.editorsOnly')}</Alert>}
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={error} />
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
          <Select
            label={t('project.timezone')}
            description={t('project.timezoneHint')}
            data={timezones(project.timezone)}
            searchable
            disabled={!mayWork}
            key={form.key('timezone')}
            {...form.getInputProps('timezone')}
          />
          {mayWork && (
            <Group justify="flex-end">
              <Button type="submit" loading={isSending}>
                {app('actions.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </SectionCard>
  );
}
