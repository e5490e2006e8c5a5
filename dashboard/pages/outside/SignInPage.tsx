import { Alert, Group, Text } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { signIn } from '../../app/session/session.ts';
import { useSession } from '../../app/session/useSession.ts';
import { AnchorLink } from '../../components/links.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { EmailField, OutsideForm, PasswordField } from './OutsideForm.tsx';
import { useOutsideTexts } from './texts.ts';

const outside = getRouteApi('/outside');

/** /sign-in: by address and password; then where one wanted to go. */
export function SignInPage() {
  const t = useOutsideTexts();
  const router = useRouter();
  const search = outside.useSearch();
  const session = useSession();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { email: '', password: '' },
    check: { email: filled, password: filled },
    async send(credentials) {
      await signIn(credentials);
      await router.navigate({ href: search.next ?? '/dashboard', replace: true });
    },
  });
  const hasEnded = session.status === 'signedOut' && session.ended;
  const isUntold = session.status === 'signedOut' && session.untold;
  const below = (
    <Text size="sm" ta="center">
      {t('signIn.newHere')}{' '}
      <AnchorLink to="/register" search={search} inherit>
        {t('signIn.register')}
      </AnchorLink>
    </Text>
  );
  return (
    <OutsideForm
      {...sending}
      title={t('signIn.title')}
      notice={
        <>
          {hasEnded && <Alert role="status">{t('signIn.ended')}</Alert>}
          {isUntold && <Alert role="status">{t('signIn.untold')}</Alert>}
        </>
      }
      verb={t('signIn.submit')}
      below={below}
    >
      <EmailField key={form.key('email')} {...form.getInputProps('email')} />
      <PasswordField
        autoComplete="current-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <Group justify="flex-end" mt={-8}>
        <AnchorLink to="/forgotten-password" search={search} size="sm">
          {t('signIn.forgotten')}
        </AnchorLink>
      </Group>
    </OutsideForm>
  );
}
