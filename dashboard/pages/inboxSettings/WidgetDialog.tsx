import {
  Button,
  ColorInput,
  Grid,
  Group,
  Modal,
  MultiSelect,
  Stack,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { languageNames, languages, type Language } from '../../app/i18n/languages.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { notify } from '../../components/notify.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { OpeningHoursField } from './OpeningHoursField.tsx';
import { widgetsPath, type Widget } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';
import { WidgetPreview } from './WidgetPreview.tsx';

interface WidgetDialogProps {
  /** Null: a new one. */
  widget: Widget | null;
  onClose: () => void;
}

/** How a chat looks and where it may stand, with a picture of it that follows. */
export function WidgetDialog({ widget, onClose }: WidgetDialogProps) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const form = useWidgetForm({ widget, onClose });
  const unsaved = useUnsaved(form.form.isDirty);
  return (
    <Modal
      opened
      onClose={unsaved.closing(onClose)}
      size="xl"
      title={t(widget ? 'widget.edit' : 'widget.add')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {unsaved.dialog}
      <WidgetForm {...form} />
    </Modal>
  );
}

function useWidgetForm({ widget, onClose }: WidgetDialogProps) {
  const app = useAppTexts();
  const { name: projectName } = useProject();
  const refresh = useRefresh();
  const values = {
    name: widget?.name ?? projectName.slice(0, 80),
    primary_color: widget?.primary_color ?? '#14695f',
    logo_url: widget?.logo_url ?? '',
    fr: widget?.welcome_messages.fr ?? widget?.welcome_message ?? '',
    en: widget?.welcome_messages.en ?? widget?.welcome_message ?? '',
    languages: (widget?.languages ?? [...languages]) as string[],
    allowed_origins: widget?.allowed_origins ?? [],
    opening_hours: widget?.opening_hours ?? null,
    enabled: widget?.enabled ?? true,
  };
  const filled = useFilled();
  const form = useProblemForm({
    values,
    check: {
      name: filled,
      languages: (chosen) => (chosen.length === 0 ? app('required') : null),
    },
    async send({ fr, en, logo_url: logo, ...rest }, changed) {
      const welcomes = { ...(fr.trim() && { fr }), ...(en.trim() && { en }) };
      const body = { ...rest, logo_url: logo.trim() || null, welcome_messages: welcomes };
      const isChanged = (member: string) =>
        member === 'welcome_messages' ? 'fr' in changed || 'en' in changed : member in changed;
      const changes = Object.fromEntries(Object.entries(body).filter(([member]) => isChanged(member)));
      await (widget
        ? api.patch(`${widgetsPath}/${widget.id}`, { body: changes })
        : api.post(widgetsPath, { body }));
      notify.done(app('actions.saved'));
      onClose();
      await refresh('widgets');
    },
  });
  return { ...form, values };
}

function WidgetForm({ form, values, error, isSending, submit }: ReturnType<typeof useWidgetForm>) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const [shown, setShown] = useState(values);
  form.watch('name', ({ value }) => setShown((now) => ({ ...now, name: value })));
  form.watch('primary_color', ({ value }) => setShown((now) => ({ ...now, primary_color: value })));
  form.watch('logo_url', ({ value }) => setShown((now) => ({ ...now, logo_url: value })));
  form.watch('languages', ({ value }) => setShown((now) => ({ ...now, languages: value })));
  form.watch('fr', ({ value }) => setShown((now) => ({ ...now, fr: value })));
  form.watch('en', ({ value }) => setShown((now) => ({ ...now, en: value })));
  const spoken = languages.filter((language) => shown.languages.includes(language));
  const first: Language = spoken.find((language) => language === shown.languages[0]) ?? 'fr';
  return (
    <form onSubmit={submit} noValidate>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, sm: 7 }}>
          <Stack>
            <FormProblem error={error} />
            <TextInput
              label={t('widget.name')}
              description={t('widget.nameHint')}
              maxLength={80}
              data-autofocus
              key={form.key('name')}
              {...form.getInputProps('name')}
            />
            <ColorInput
              size="md"
              label={t('widget.color')}
              eyeDropperButtonProps={{ 'aria-label': t('widget.pickColor') }}
              key={form.key('primary_color')}
              {...form.getInputProps('primary_color')}
            />
            <TextInput
              type="url"
              label={t('widget.logo')}
              description={t('widget.logoHint')}
              key={form.key('logo_url')}
              {...form.getInputProps('logo_url')}
            />
            <MultiSelect
              size="md"
              label={t('widget.languages')}
              description={t('widget.languagesHint')}
              data={languages.map((value) => ({ value, label: languageNames[value] }))}
              key={form.key('languages')}
              {...form.getInputProps('languages')}
            />
            {spoken.map((language) => (
              <Textarea
                label={t('widget.welcome', { language: languageNames[language] })}
                maxLength={1000}
                key={form.key(language)}
                {...form.getInputProps(language)}
              />
            ))}
            <TagsInput
              label={t('widget.origins')}
              description={t('widget.originsHint')}
              placeholder="https://shop.example"
              splitChars={[',', ' ']}
              acceptValueOnBlur
              key={form.key('allowed_origins')}
              {...form.getInputProps('allowed_origins')}
            />
            <OpeningHoursField
              legend={t('widget.hours')}
              hint={t('widget.hoursHint')}
              key={form.key('opening_hours')}
              {...form.getInputProps('opening_hours')}
            />
            <Switch
              label={t('widget.on')}
              key={form.key('enabled')}
              {...form.getInputProps('enabled', { type: 'checkbox' })}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 5 }}>
          <WidgetPreview
            name={shown.name}
            color={shown.primary_color}
            logoUrl={shown.logo_url}
            welcome={shown[first]}
          />
        </Grid.Col>
      </Grid>
      <Group justify="flex-end" mt="lg">
        <Button type="submit" loading={isSending}>
          {app('actions.save')}
        </Button>
      </Group>
    </form>
  );
}
