import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { ConsentOutcome } from '../../../contracts/connecting.ts';
import { api } from '../../app/client/api.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { chooseProject } from '../../app/projects/currentProject.ts';
import { useProject, useProjects, useRefresh } from '../../app/projects/projects.ts';
import { problemText } from '../../components/notify.tsx';
import { ConfirmConsent } from './ConfirmConsent.tsx';
import { Another, Failure, Success } from './ConsentAlerts.tsx';
import { expectedAccount } from './reconnecting.ts';
import type { AccountsSearch } from './search.ts';
import { useAccountsTexts } from './texts.ts';

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
  const { platform = '', connect: _connect, error: _error, ...told } = came;
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
  if (outcome.data.outcome === 'connected') {
    const expected = expectedAccount(platform);
    return expected && !accounts.some(({ id }) => id === expected.id) ? (
      <Another {...{ platform, names, expected, dismiss }} />
    ) : (
      <Success {...{ platform, names, dismiss }} without={outcome.data.message} />
    );
  }
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
      done={({ connections, message }) => {
        const isInPart = connections.some(({ missing_permissions: missing }) => missing.length > 0);
        const connected: Outcome = {
          ...{ ...outcome.data, outcome: 'connected', accounts: connections },
          message: isInPart ? message : null,
        };
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
