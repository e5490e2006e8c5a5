import { Alert, Button, Group, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { ConsentOutcome } from '../../../contracts/connecting.ts';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { chooseProject } from '../../app/projects/currentProject.ts';
import { useProject, useProjects, useRefresh } from '../../app/projects/projects.ts';
import { platformName } from '../../components/PlatformIcon.tsx';
import { problemText } from '../../components/notify.tsx';
import { ConfirmConsent } from './ConfirmConsent.tsx';
import type { AccountsSearch } from './search.ts';
import { useAccountsTexts } from './texts.ts';
import { useConnect } from './useConnect.ts';

type Outcome = z.infer<typeof ConsentOutcome>;

const route = getRouteApi('/shell/dashboard/accounts');
const isOfConsent = ({ success, error, confirm }: AccountsSearch) =>
  success !== undefined || error !== undefined || confirm !== undefined;

/** How a consent at a platform ended, when one has just come back; else nothing. */
export function ConsentResult() {
  const search = route.useSearch();
  // What came is kept: its address is made plain, so that a reload says nothing a second time.
  const [came, setCame] = useState(search);
  useEffect(() => {
    if (isOfConsent(search)) setCame(search);
  }, [search]);
  const close = useClose();
  const dismiss = () => {
    setCame({});
    close();
  };
  return isOfConsent(came) ? <Result key={JSON.stringify(came)} came={came} dismiss={dismiss} /> : null;
}

const useClose = () => {
  const navigate = useNavigate();
  return () => void navigate({ to: '/dashboard/accounts', search: {}, replace: true });
};

function Result({ came, dismiss }: { came: AccountsSearch; dismiss: () => void }) {
  const t = useAccountsTexts();
  const close = useClose();
  const settle = useSettle();
  const { platform = '', connect: _connect, ...told } = came;
  const language = useLanguage();
  const queryClient = useQueryClient();
  const queryKey = ['consent', came, language];
  const outcome = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.get<Outcome>(`/api/social-accounts/connect/${encodeURIComponent(platform)}/outcome`, {
        query: told,
        signal,
      }),
    staleTime: Infinity,
    retry: false,
  });
  const isOver = outcome.data !== undefined && outcome.data.outcome !== 'waiting';
  useEffect(() => {
    if (!isOver) return;
    if (outcome.data.outcome === 'connected') settle(outcome.data.project_id);
    close();
    // Once, when it is known.
  }, [isOver]);

  if (outcome.isPending)
    return (
      <>
        <VisuallyHidden role="status">{t('result.reading')}</VisuallyHidden>
        <Skeleton h={84} mb="lg" />
      </>
    );
  if (outcome.isLoadingError)
    return <Failure message={problemText(outcome.error)} platform={platform} dismiss={dismiss} />;
  const { accounts } = outcome.data;
  const names = accounts.map(({ username }) => username);
  if (outcome.data.outcome === 'connected') return <Success {...{ platform, names, dismiss }} />;
  if (outcome.data.outcome === 'failed')
    return (
      <Failure
        message={outcome.data.message ?? ''}
        step={outcome.data.next_step}
        platform={platform}
        dismiss={dismiss}
      />
    );
  return (
    <ConfirmConsent
      platform={platform}
      confirmation={came.confirm ?? ''}
      names={names}
      isElsewhere={() => void outcome.refetch()}
      dismiss={dismiss}
      done={({ connections }) => {
        const connected: Outcome = { ...outcome.data, outcome: 'connected', accounts: connections };
        queryClient.setQueryData(queryKey, connected);
      }}
    />
  );
}

/** Shows the project that a consent was for, as it is now. */
function useSettle() {
  const projects = useProjects();
  const current = useProject();
  const refresh = useRefresh();
  return (projectId: string | null) => {
    if (projectId && projectId !== current.id && projects.some(({ id }) => id === projectId))
      chooseProject(projectId);
    void refresh('connections', 'figures');
  };
}

interface SuccessProps {
  platform: string;
  names: string[];
  dismiss: () => void;
}

function Success({ platform, names, dismiss }: SuccessProps) {
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
    </Alert>
  );
}

interface FailureProps {
  message: string;
  step?: Outcome['next_step'];
  platform: string;
  dismiss: () => void;
}

const advice = { begin_again: 'beginAgain', wait: 'wait', tell_operator: 'tellOperator' } as const;

function Failure({ message, step = null, platform, dismiss }: FailureProps) {
  const t = useAccountsTexts();
  const { connect, leavingFor } = useConnect();
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
        {step !== 'tell_operator' && platform && (
          <Group>
            <Button
              size="xs"
              variant="default"
              loading={leavingFor !== null}
              onClick={() => void connect(platform)}
            >
              {t('result.again')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
