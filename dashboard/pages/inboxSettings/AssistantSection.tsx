import { Alert, Fieldset, NumberInput, Radio, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../../app/client/api.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ChangedMeanwhile } from '../../components/ChangedMeanwhile.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { useFirst } from '../../components/useFirst.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { AssistantUsage } from './AssistantUsage.tsx';
import { OpeningHoursField } from './OpeningHoursField.tsx';
import { settingsPath, settingsQuery, type AssistantSettings } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';

const modes = ['automatic', 'suggest', 'off'] as const;
const limits = [
  ['pause_minutes', 1440],
  ['replies_in_a_row', 50],
  ['replies_an_hour', 500],
  ['tokens_a_day', 50_000_000],
] as const;

/** Who answers customers, how the assistant writes, when, and where its freedom ends. */
export function AssistantSection() {
  const t = useInboxSettingsTexts();
  const { id: projectId } = useProject();
  return (
    <Stack gap="lg">
      <SectionCard title={t('assistant.title')} description={t('assistant.text')}>
        <Settings key={projectId} />
      </SectionCard>
      <AssistantUsage />
    </Stack>
  );
}

/** The form, once it is known how the settings are by now. */
function Settings() {
  const { id: projectId } = useProject();
  const settings = useQuery({ ...settingsQuery(projectId), staleTime: 0 });
  const began = useFirst(settings.isFetchedAfterMount && !settings.isError ? settings.data : undefined);
  if (began) return <SettingsForm settings={began} />;
  if (settings.isError) return <ErrorState error={settings.error} retry={() => void settings.refetch()} />;
  return <FormSkeleton fields={5} />;
}

function SettingsForm({ settings: { version: read, ...settings } }: { settings: AssistantSettings }) {
  const t = useInboxSettingsTexts();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const queryClient = useQueryClient();
  const refresh = useRefresh();
  /** As they were read or written last; null: what somebody else changed since is no obstacle. */
  const version = useRef<string | null>(read);
  const { form, ...sending } = useProblemForm({
    values: settings,
    async send(_all, changes) {
      const body = { ...changes, ...(version.current !== null && { version: version.current }) };
      const changed = await api.put<AssistantSettings>(settingsPath, { body });
      version.current = changed.version;
      queryClient.setQueryData(settingsQuery(projectId).queryKey, changed);
      notify.done(t('assistant.saved'));
      await refresh('assistant', 'conversations');
    },
  });
  const unsaved = useUnsaved(form.isDirty);
  return (
    <ProblemForm {...sending} readOnly={!mayEdit} gap="lg">
      {unsaved.dialog}
      <ChangedMeanwhile
        error={sending.error}
        nameOf={(member) => nameOf(member, t)}
        isBusy={sending.isSending}
        onSave={() => {
          version.current = null;
          sending.forget();
          sending.submit();
        }}
        onClose={sending.forget}
      />
      {!mayEdit && <Alert color="gray">{t('viewer')}</Alert>}
      <Radio.Group
        label={t('assistant.mode')}
        readOnly={!mayEdit}
        key={form.key('mode')}
        {...form.getInputProps('mode')}
      >
        <Stack gap="sm" mt="xs">
          {modes.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              disabled={!mayEdit}
              label={t(`assistant.modes.${mode}`)}
              description={t(`assistant.modes.${mode}Text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('assistant.tone')}
        description={t('assistant.toneHint')}
        maxLength={500}
        disabled={!mayEdit}
        key={form.key('tone')}
        {...form.getInputProps('tone')}
      />
      <Textarea
        label={t('assistant.profile')}
        description={t('assistant.profileHint')}
        minRows={4}
        maxLength={4000}
        disabled={!mayEdit}
        key={form.key('shop_profile')}
        {...form.getInputProps('shop_profile')}
      />
      <OpeningHoursField
        legend={t('assistant.hours')}
        hint={t('assistant.hoursHint')}
        disabled={!mayEdit}
        key={form.key('opening_hours')}
        {...form.getInputProps('opening_hours')}
      />
      <Textarea
        label={t('assistant.away')}
        description={t('assistant.awayHint')}
        maxLength={900}
        disabled={!mayEdit}
        key={form.key('away_message')}
        {...form.getInputProps('away_message')}
      />
      <Fieldset legend={t('assistant.limits')} radius="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {limits.map(([name, maximum]) => (
            <NumberInput
              key={form.key(name)}
              label={t(`assistant.${name}`)}
              description={t(`assistant.${name}_hint`)}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={name === 'tokens_a_day' ? 0 : 1}
              max={maximum}
              allowDecimal={false}
              disabled={!mayEdit}
              {...form.getInputProps(name)}
            />
          ))}
        </SimpleGrid>
      </Fieldset>
    </ProblemForm>
  );
}

/** The API's name of a setting in words; itself where we have none for it. */
function nameOf(member: string, t: ReturnType<typeof useInboxSettingsTexts>): string {
  const limit = limits.find(([name]) => name === member);
  if (limit) return t(`assistant.${limit[0]}`);
  const names = { shop_profile: 'profile', opening_hours: 'hours', away_message: 'away' } as const;
  const known = Object.entries({ ...names, mode: 'mode', tone: 'tone' } as const).find(
    ([name]) => name === member,
  );
  return known ? t(`assistant.${known[1]}`) : member;
}
