import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { ApiProblem, NoAnswer } from '../app/client/problem.ts';
import { useAppTexts } from '../app/i18n/i18n.ts';

interface ErrorStateProps {
  error: unknown;
  /** Tries again what failed. */
  retry?: () => void;
}

/** In place of what could not be shown: what happened, and the next step. */
export function ErrorState({ error, retry }: ErrorStateProps) {
  const t = useAppTexts();
  const isOffline = error instanceof NoAnswer;
  const problem = error instanceof ApiProblem ? error.problem : null;
  return (
    <Alert
      color={isOffline ? 'yellow' : 'red'}
      role="alert"
      icon={isOffline ? <IconPlugConnectedX /> : <IconAlertTriangle />}
      title={isOffline ? t('errors.noAnswerTitle') : t('errors.title')}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{isOffline ? t('errors.noAnswer') : (problem?.detail ?? t('errors.unknown'))}</Text>
        {retry && (
          <Group>
            <Button size="xs" variant="default" leftSection={<IconRefresh size={16} />} onClick={retry}>
              {t('actions.retry')}
            </Button>
          </Group>
        )}
        {problem?.request_id && problem.status >= 500 && (
          <Text size="xs" c="dimmed">
            {t('errors.reference', { id: problem.request_id })}
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
