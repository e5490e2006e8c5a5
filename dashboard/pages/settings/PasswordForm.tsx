import { useQueryClient } from '@tanstack/react-query';
import { changePassword } from '../../app/session/session.ts';
import { usePerson } from '../../app/session/useSession.ts';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { SecretInput } from '../../components/SecretInput.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { sessionsQuery } from './SessionsSection.tsx';
import { useSettingsTexts } from './texts.ts';

/** Another password: sessions elsewhere end. */
export function PasswordForm() {
  const t = useSettingsTexts();
  const person = usePerson();
  const queryClient = useQueryClient();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { old_password: '', new_password: '' },
    isEmptied: true,
    check: { old_password: filled, new_password: filled },
    async send(passwords) {
      await changePassword(passwords);
      notify.done(t('password.changed'));
      await queryClient.invalidateQueries(sessionsQuery);
    },
  });
  return (
    <SectionCard title={t('password.title')} description={t('password.text')}>
      <ProblemForm {...sending} verb={t('password.submit')}>
        {/* For password managers: whose password it is. */}
        <input type="hidden" autoComplete="username" value={person.email} readOnly />
        <SecretInput
          label={t('password.old')}
          autoComplete="current-password"
          key={form.key('old_password')}
          {...form.getInputProps('old_password')}
        />
        <SecretInput
          label={t('password.new')}
          description={t('password.hint')}
          autoComplete="new-password"
          key={form.key('new_password')}
          {...form.getInputProps('new_password')}
        />
      </ProblemForm>
    </SectionCard>
  );
}
