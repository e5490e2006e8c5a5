import { Button, SimpleGrid } from '@mantine/core';
import { IconPlugConnected, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import type { SyncAccepted } from '../../../contracts/socialMedia.ts';
import { api } from '../../app/client/api.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { CardsSkeleton } from '../../components/Skeletons.tsx';
import { AccountCard } from './AccountCard.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { ConsentResult } from './ConsentResult.tsx';
import { ForecastPanel } from './ForecastPanel.tsx';
import { FormerAccounts } from './FormerAccounts.tsx';
import { connectionsQuery } from './questions.ts';
import { useAccountsTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/accounts');

/** /dashboard/accounts: the project's accounts, and where a consent at a platform ends. */
export function AccountsPage() {
  const t = useAccountsTexts();
  const navigate = useNavigate();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const connections = useQuery(connectionsQuery({ projectId, language: useLanguage() }));
  const { connect = false } = route.useSearch();
  const show = (isOpen: boolean) =>
    void navigate({ to: '/dashboard/accounts', search: isOpen ? { connect: true } : {} });
  const connectButton = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => show(true)}>
      {t('connectOne')}
    </Button>
  );
  const hasSome = (connections.data?.length ?? 0) > 0;
  return (
    <Page width="wide">
      <PageHeader title={t('title')} description={t('description')}>
        {mayEdit && hasSome && <UpdateButton />}
        {mayEdit && hasSome && connectButton}
      </PageHeader>
      <ConsentResult />
      {hasSome && <ForecastPanel />}
      {connections.isPending ? (
        <CardsSkeleton height={260} />
      ) : connections.isLoadingError ? (
        <ErrorState error={connections.error} retry={() => void connections.refetch()} />
      ) : hasSome ? (
        <SimpleGrid cols={{ base: 1, md: 2, lg: 3 }} spacing="lg">
          {connections.data.map((connection) => (
            <AccountCard key={connection.id} connection={connection} />
          ))}
        </SimpleGrid>
      ) : (
        <EmptyState
          icon={IconPlugConnected}
          title={t('empty.title')}
          text={t(mayEdit ? 'empty.text' : 'empty.viewer')}
        >
          {mayEdit && connectButton}
        </EmptyState>
      )}
      <FormerAccounts />
      <ConnectDialog opened={connect && mayEdit} onClose={() => show(false)} />
    </Page>
  );
}

/** Has every account's figures fetched; each shows as it arrives. */
function UpdateButton() {
  const t = useAccountsTexts();
  const update = useMutation({
    mutationFn: () => api.post<z.infer<typeof SyncAccepted>>('/api/social-media/sync', { body: {} }),
    onSuccess: ({ message }) => notify.done(message),
    onError: notify.failed,
  });
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={18} aria-hidden />}
      loading={update.isPending}
      onClick={() => update.mutate()}
    >
      {t('update')}
    </Button>
  );
}
