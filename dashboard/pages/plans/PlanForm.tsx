import { Button, Card, Group, Stack, Text, TextInput, Title, VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ChangedMeanwhile } from '../../components/ChangedMeanwhile.tsx';
import { FormProblem } from '../../components/FormProblem.tsx';
import { problemText } from '../../components/notify.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { AccountsField } from './AccountsField.tsx';
import { hasTimes, timesOf, type PlanDraft } from './draft.ts';
import type { PartProps } from './partProps.ts';
import { ImageFields } from './ImageFields.tsx';
import { Occurrences } from './Occurrences.tsx';
import { usePreview, type Account, type Plan } from './questions.ts';
import { usePlansTexts } from './texts.ts';
import { TimeFields } from './TimeFields.tsx';
import { usePlanSaving } from './usePlanSaving.ts';
import { WordFields } from './WordFields.tsx';

interface PlanFormProps {
  plan: Plan | null;
  accounts: Account[];
  before: PlanDraft;
  onDirty: (dirty: boolean) => void;
  onSaved: () => void;
}

/** A plan to fill in: where, when, which images, which words; its next ten times as one goes. */
export function PlanForm({ plan, accounts, before, onDirty, onSaved }: PlanFormProps) {
  const t = usePlansTexts();
  const [first] = useState(before);
  const [draft, setDraft] = useState(first);
  const saving = usePlanSaving({ plan, draft, first, accounts, onSaved });
  const { errors } = saving;
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    onDirty(JSON.stringify(draft) !== JSON.stringify(first));
    return () => onDirty(false);
  }, [draft, first, onDirty]);
  // The drawer has taken the focus by the time its form is there.
  useEffect(() => element.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);
  useEffect(() => {
    element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);
  const parts: PartProps = {
    draft,
    errors,
    change: (changes) => setDraft((current) => ({ ...current, ...changes })),
  };
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saving.save();
      }}
    >
      <ChangedMeanwhile
        error={saving.conflict}
        nameOf={(member) => nameOf(member, t)}
        isBusy={saving.isSending}
        onSave={() => void saving.save('anyway')}
        onClose={saving.keepWriting}
      />
      <Stack gap="lg">
        <TextInput
          label={t('form.name')}
          placeholder={t('form.namePlaceholder')}
          maxLength={200}
          required
          withAsterisk={false}
          data-autofocus
          error={errors.name}
          value={draft.name}
          onChange={({ currentTarget }) => parts.change({ name: currentTarget.value })}
        />
        <AccountsField {...parts} accounts={accounts} />
        <TimeFields {...parts} />
        <Preview draft={draft} />
        <ImageFields {...parts} />
        <WordFields {...parts} accounts={accounts} />
        <FormProblem error={saving.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={saving.isSending}>
            {t(plan ? 'form.save' : 'form.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The API's names of what a plan is made of, and what people call that. */
const members = {
  name: 'name',
  platforms: 'accounts',
  connection_ids: 'accounts',
  frequency: 'frequency',
  days_of_week: 'days',
  day_of_month: 'day',
  rrule: 'rule',
  time_of_day: 'time',
  timezone: 'zone',
  start_date: 'from',
  end_date: 'until',
  tag: 'tag',
  when_no_image: 'makesImages',
  prompt: 'prompt',
  caption: 'caption',
  caption_by: 'byAi',
  hashtags: 'hashtags',
  is_active: 'isActive',
  late_policy: 'latePolicy',
  catch_up_minutes: 'catchUp',
  overlap: 'overlap',
} as const;

/** The API's name in words; itself where we have none for it. */
function nameOf(member: string, t: ReturnType<typeof usePlansTexts>): string {
  const known = Object.entries(members).find(([name]) => name === member);
  return known ? t(`form.${known[1]}`) : member;
}

/** The times that the plan would have, as the server reckons them. */
function Preview({ draft }: { draft: PlanDraft }) {
  const t = usePlansTexts();
  const times = useMemo(() => (hasTimes(draft) ? timesOf(draft) : null), [draft]);
  const preview = usePreview(times);
  return (
    <Card component="section" padding="md" bg="var(--app-page)" shadow="none">
      <Title order={3} size="h3" mb="sm">
        {t('form.preview')}
      </Title>
      <VisuallyHidden role="status">{preview.isFetching && t('form.previewUpdating')}</VisuallyHidden>
      {times === null ? (
        <Text size="sm" c="dimmed">
          {t('form.previewHint')}
        </Text>
      ) : preview.isLoadingError ? (
        <Text size="sm">{problemText(preview.error)}</Text>
      ) : preview.data ? (
        <Occurrences occurrences={preview.data.occurrences} zone={preview.data.timezone} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </Card>
  );
}
