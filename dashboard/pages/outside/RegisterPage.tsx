import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { api } from '../../app/client/api.ts';
import { signIn } from '../../app/session/session.ts';
import { viewerZone } from '../../app/time/zones.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useOutsideTexts } from './texts.ts';

const outside = getRouteApi('/outside');

/** /register: an account with a project of its own; signed in at once. */
export function RegisterPage() {
  const t = useOutsideTexts();
  const router = useRouter();
  const search = outside.useSearch();
  const filled = (value: string) => (value.trim() === '' ? t('required') : null);
  const { form, error, isSending, submit } = useProblemForm({
    values: { name: '', email: '', password: '' },
    check: { name: filled, email: filled, password: filled },
    async send(person) {
      const timezone = viewerZone();
      await api.post('/api/v1/auth/register', { body: { ...person, timezone }, anonymous: true });
      await signIn({ email: person.email, password: person.password });
      await router.navigate({ href: search.next ?? '/dashboard', replace: true });
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <title>{`${t('register.title')} – SocialSync`}</title>
        <div>
          <Title order={1}>{t('register.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('register.description')}
          </Text>
        </div>
        <FormProblem error={error} />
        <TextInput
          label={t('register.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('password')}
          description={t('register.passwordHint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" loading={isSending}>
          {t('register.submit')}
        </Button>
        <Text size="sm" ta="center">
          {t('register.already')}{' '}
          <AnchorLink to="/sign-in" search={search} inherit>
            {t('register.signIn')}
          </AnchorLink>
        </Text>
      </Stack>
    </form>
  );
}
