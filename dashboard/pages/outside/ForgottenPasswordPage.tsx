import { Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useOutsideTexts } from './texts.ts';

/** /forgotten-password: asks for the mail whose link leads to /reset-password, a page of the API's. */
export function ForgottenPasswordPage() {
  const t = useOutsideTexts();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const filled = (value: string) => (value.trim() === '' ? t('required') : null);
  const { form, error, isSending, submit } = useProblemForm({
    values: { email: '' },
    check: { email: filled },
    async send({ email }) {
      await api.post('/api/v1/auth/forgot-password', { body: { email }, anonymous: true });
      setSentTo(email);
    },
  });
  const back = (
    <AnchorLink to="/sign-in" size="sm" ta="center">
      {t('forgotten.back')}
    </AnchorLink>
  );
  if (sentTo !== null) {
    return (
      <Stack role="status">
        <title>{`${t('forgotten.sentTitle')} – SocialSync`}</title>
        <Title order={1}>{t('forgotten.sentTitle')}</Title>
        <Text>{t('forgotten.sent', { email: sentTo })}</Text>
        <Anchor component="button" type="button" size="sm" onClick={() => setSentTo(null)}>
          {t('forgotten.another')}
        </Anchor>
        {back}
      </Stack>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <title>{`${t('forgotten.title')} – SocialSync`}</title>
        <div>
          <Title order={1}>{t('forgotten.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('forgotten.description')}
          </Text>
        </div>
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
        <Button type="submit" size="md" loading={isSending}>
          {t('forgotten.submit')}
        </Button>
        {back}
      </Stack>
    </form>
  );
}
