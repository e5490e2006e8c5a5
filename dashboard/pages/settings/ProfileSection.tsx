import { Divider, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { changeLanguage } from '../../app/i18n/i18n.ts';
import { languageNames, languages, type Language } from '../../app/i18n/languages.ts';
import { amendPerson } from '../../app/session/session.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useFirst } from '../../components/useFirst.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { PictureField } from './PictureField.tsx';
import { profileQuery, type Profile } from './profile.ts';
import { useSettingsTexts } from './texts.ts';

/** What one tells of oneself, the language, and which mails one wants. */
export function ProfileSection() {
  const t = useSettingsTexts();
  const profile = useQuery({ ...profileQuery, staleTime: 0 });
  const began = useFirst(profile.isFetchedAfterMount && !profile.isError ? profile.data : undefined);
  return (
    <SectionCard title={t('profile.title')}>
      {began ? (
        <>
          <PictureField profile={profile.data ?? began} />
          <ProfileForm profile={began} />
        </>
      ) : profile.isError ? (
        <ErrorState error={profile.error} retry={() => void profile.refetch()} />
      ) : (
        <FormSkeleton fields={4} />
      )}
    </SectionCard>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const t = useSettingsTexts();
  const queryClient = useQueryClient();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: {
      name: profile.name,
      phone: profile.phone,
      bio: profile.bio,
      language: profile.language,
      weekly_report: profile.weekly_report,
      token_notices: profile.token_notices,
    },
    check: { name: filled },
    async send(_all, changes) {
      const changed = await api.patch<Profile>('/api/auth/profile', { body: changes });
      queryClient.setQueryData(profileQuery.queryKey, changed);
      amendPerson({ name: changed.name, language: changed.language });
      await changeLanguage(changed.language);
      notify.done(t('profile.saved'));
    },
  });
  const unsaved = useUnsaved(form.isDirty);
  return (
    <ProblemForm {...sending}>
      {unsaved.dialog}
      <TextInput
        label={t('profile.name')}
        autoComplete="name"
        required
        withAsterisk={false}
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <TextInput label={t('profile.email')} value={profile.user.email} readOnly variant="filled" />
      <TextInput
        label={t('profile.phone')}
        type="tel"
        autoComplete="tel"
        key={form.key('phone')}
        {...form.getInputProps('phone')}
      />
      <Textarea
        label={t('profile.bio')}
        maxLength={2000}
        key={form.key('bio')}
        {...form.getInputProps('bio')}
      />
      <Select<Language>
        label={t('profile.language')}
        description={t('profile.languageHint')}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        key={form.key('language')}
        {...form.getInputProps('language')}
      />
      <Divider label={t('profile.mailsTitle')} labelPosition="left" />
      <Switch
        label={t('profile.weeklyReport')}
        key={form.key('weekly_report')}
        {...form.getInputProps('weekly_report', { type: 'checkbox' })}
      />
      <Switch
        label={t('profile.tokenNotices')}
        key={form.key('token_notices')}
        {...form.getInputProps('token_notices', { type: 'checkbox' })}
      />
    </ProblemForm>
  );
}
