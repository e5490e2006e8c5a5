import { Text, TextInput } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { api } from '../../app/client/api.ts';
import { signIn } from '../../app/session/session.ts';
import { viewerZone } from '../../app/time/zones.ts';
import { AnchorLink } from '../../components/links.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { EmailField, OutsideForm, PasswordField } from './OutsideForm.tsx';
import { useOutsideTexts } from './texts.ts';

const outside = getRouteApi('/outside');

/** /register: an account with a project of its own; signed in at once. */
export function RegisterPage() {
  const t = useOutsideTexts();
  const router = useRouter();
  const search = outside.useSearch();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { name: '', email: '', password: '' },
    check: { name: filled, email: filled, password: filled },
    async send(person) {
      const timezone = viewerZone();
      await api.post('/api/v1/auth/register', { body: { ...person, timezone }, anonymous: true });
      await signIn({ email: person.email, password: person.password });
      await router.navigate({ href: search.next ?? '/dashboard', replace: true });
    },
  });
  const below = (
    <Text size="sm" ta="center">
      {t('register.already')}{' '}
      <AnchorLink to="/sign-in" search={search} inherit>
        {t('register.signIn')}
      </AnchorLink>
    </Text>
  );
  return (
    <OutsideForm
      {...sending}
      title={t('register.title')}
      description={t('register.description')}
      verb={t('register.submit')}
      below={below}
    >
      <TextInput
        label={t('register.name')}
        autoComplete="name"
        required
        withAsterisk={false}
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <EmailField key={form.key('email')} {...form.getInputProps('email')} />
      <PasswordField
        description={t('register.passwordHint')}
        autoComplete="new-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
    </OutsideForm>
  );
}
