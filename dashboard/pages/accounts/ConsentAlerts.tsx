import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { z } from 'zod';
import type { ConsentOutcome } from '../../../contracts/connecting.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { toneColor } from '../../components/StateBadge.tsx';
import { expectedAccount, type Expected } from './reconnecting.ts';
import { useAccountsTexts } from './texts.ts';
import { useConnect } from './useConnect.ts';

interface SuccessProps {
  platform: string;
  names: string[];
  dismiss: () => void;
  /** What its person did not allow, in words. */
  without?: string | null;
}

/** The accounts are connected. */
export function Success({ platform, names, dismiss, without }: SuccessProps) {
  const t = useAccountsTexts();
  const format = useFormat();
  return (
    <Alert
      color="green"
      role="status"
      mb="lg"
      icon={<IconCheck />}
      title={t('result.connected', { count: Math.max(1, names.length) })}
      withCloseButton
      closeButtonLabel={t('result.dismiss')}
      onClose={dismiss}
    >
      {names.length > 0 &&
        t('result.connectedText', { names: format.list(names), platform: platformName(platform) })}
      {without && (
        <Text size="sm" mt="xs">
          {without}
        </Text>
      )}
    </Alert>
  );
}

/** Somebody went to connect one account again, and came back with another. */
export function Another({ platform, names, expected, dismiss }: SuccessProps & { expected: Expected }) {
  const t = useAccountsTexts();
  const format = useFormat();
  return (
    <Alert
      color={toneColor('attention')}
      role="status"
      mb="lg"
      icon={<IconAlertTriangle />}
      title={t('result.another')}
      withCloseButton
      closeButtonLabel={t('result.dismiss')}
      onClose={dismiss}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {t('result.anotherText', {
            names: format.list(names),
            platform: platformName(platform),
            expected: expected.username,
          })}
        </Text>
        <TryAgain platform={platform} />
      </Stack>
    </Alert>
  );
}

/** To the platform once more, for the same account. */
function TryAgain({ platform }: { platform: string }) {
  const t = useAccountsTexts();
  const { connect, leavingFor } = useConnect();
  return (
    <Button
      size="xs"
      variant="default"
      loading={leavingFor !== null}
      onClick={() => void connect(platform, expectedAccount(platform))}
    >
      {t('result.again')}
    </Button>
  );
}

interface FailureProps {
  message: string;
  step?: z.infer<typeof ConsentOutcome>['next_step'];
  platform: string;
  dismiss: () => void;
}

const advice = { begin_again: 'beginAgain', wait: 'wait', tell_operator: 'tellOperator' } as const;

/** Nothing was connected: why, and what to do. */
export function Failure({ message, step = null, platform, dismiss }: FailureProps) {
  const t = useAccountsTexts();
  return (
    <Alert
      color="red"
      role="alert"
      mb="lg"
      icon={<IconAlertTriangle />}
      title={t(step ? 'result.notConnected' : 'result.used')}
      withCloseButton
      closeButtonLabel={t('result.dismiss')}
      onClose={dismiss}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{message}</Text>
        {step && <Text size="sm">{t(`result.${advice[step]}`)}</Text>}
        {step !== 'tell_operator' && platform && <TryAgain platform={platform} />}
      </Stack>
    </Alert>
  );
}
