import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import type { ConnectAnswer } from '../../../contracts/connections.ts';
import { api } from '../../app/client/api.ts';
import { hasCode } from '../../app/client/problem.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { useAccountsTexts } from './texts.ts';

type Connected = z.infer<typeof ConnectAnswer>;

interface ConfirmConsentProps {
  platform: string;
  confirmation: string;
  /** The accounts that another project has; none: another browser began, and it is not known yet what is opened. */
  names: string[];
  /** It turned out that another project has the account: the same confirmation works once more. */
  isElsewhere: () => void;
  done: (answer: Connected) => void;
  dismiss: () => void;
}

/** Nothing is connected before the person who began says so: here, and whether an account is taken over. */
export function ConfirmConsent(props: ConfirmConsentProps) {
  const { platform, confirmation, names, isElsewhere, done, dismiss } = props;
  const t = useAccountsTexts();
  const app = useAppTexts();
  const format = useFormat();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const takesOver = names.length > 0;
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = `/api/social-accounts/connect/${encodeURIComponent(platform)}/confirm`;
      done(await api.post<Connected>(path, { body: { confirmation, ...(takesOver && { force: true }) } }));
    } catch (problem) {
      if (hasCode(problem, 'account_connected_elsewhere')) isElsewhere();
      else setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const name = platformName(platform);
  const title = takesOver ? t('result.takeOverTitle') : t('result.confirmTitle', { platform: name });
  return (
    <Card mb="lg" component="section" aria-label={title}>
      <Stack>
        <Title order={2} size="h3">
          {title}
        </Title>
        <Text role="status">
          {takesOver
            ? t('result.takeOverText', { platform: name, names: format.list(names) })
            : t('result.confirmText')}
        </Text>
        <FormProblem error={error} />
        <Group>
          {!error && (
            <Button loading={isBusy} onClick={() => void confirm()} {...(takesOver && { color: 'red' })}>
              {t(takesOver ? 'result.takeOver' : 'result.confirm')}
            </Button>
          )}
          <Button variant="default" onClick={dismiss}>
            {app(error ? 'actions.close' : 'actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
