import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { signIn } from '../../app/session/session.ts';
import { useSession } from '../../app/session/useSession.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useOutsideTexts } from './texts.ts';

const outside = getRouteApi('/outside');

/** /sign-in: by address and password; then where one wanted to go. */
export function SignInPage() {
  const t = useOutsideTexts();
  const router = useRouter();
  const search = outside.useSearch();
  const session = useSession();
  const filled = (value: string) => (value.trim() === '' ? t('required') : null);
  const { form, error, isSending, submit } = useProblemForm({
    values: { email: '', password: '' },
    check: { email: filled, password: filled },
    async send(credentials) {
      await signIn(credentials);
      await router.navigate({ href: search.next ?? '/dashboard', replace: true });
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <title>{`${t('signIn.title')} – SocialSync`}</title>
        <Title order={1}>{t('signIn.title')}</Title>
        {session.status === 'signedOut' && session.ended && <Alert role="status">{t('signIn.ended')}</Alert>}
        {session.status === 'signedOut' && session.untold && (
          <Alert role="status">{t('signIn.untold')}</Alert>
        )}
        <FormProblem error={error} />
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
          autoComplete="current-password"
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Group justify="flex-end" mt={-8}>
          <AnchorLink to="/forgotten-password" search={search} size="sm">
            {t('signIn.forgotten')}
          </AnchorLink>
        </Group>
        <Button type="submit" size="md" loading={isSending}>
          {t('signIn.submit')}
        </Button>
        <Text size="sm" ta="center">
          {t('signIn.newHere')}{' '}
          <AnchorLink to="/register" search={search} inherit>
            {t('signIn.register')}
          </AnchorLink>
        </Text>
      </Stack>
    </form>
  );
}
