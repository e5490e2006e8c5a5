import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { AnchorLink } from '../../components/links.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { EmailField, OutsideForm } from './OutsideForm.tsx';
import { useOutsideTexts } from './texts.ts';

/** /forgotten-password: asks for the mail whose link leads to /reset-password, a page of the API's. */
export function ForgottenPasswordPage() {
  const t = useOutsideTexts();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
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
    <OutsideForm
      {...sending}
      title={t('forgotten.title')}
      description={t('forgotten.description')}
      verb={t('forgotten.submit')}
      below={back}
    >
      <EmailField key={form.key('email')} {...form.getInputProps('email')} />
    </OutsideForm>
  );
}
