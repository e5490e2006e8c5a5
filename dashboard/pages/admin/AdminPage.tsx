import { Button, SimpleGrid, Stack } from '@mantine/core';
import { IconLock, IconRefresh } from '@tabler/icons-react';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { usePerson } from '../../app/session/useSession.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ConnectionFigures } from './ConnectionFigures.tsx';
import { Jobs } from './Jobs.tsx';
import { adminKey } from './questions.ts';
import { SyncLogs } from './SyncLogs.tsx';
import { SystemCard } from './SystemCard.tsx';
import { useAdminTexts } from './texts.ts';

/** /dashboard/admin: how the server does; for administrators, over all projects. */
export function AdminPage() {
  const t = useAdminTexts();
  const app = useAppTexts();
  const isAdmin = usePerson().role === 'admin';
  if (!isAdmin)
    return (
      <Page>
        <PageHeader title={app('navigation.admin')} />
        <EmptyState icon={IconLock} title={t('forbidden.title')} text={t('forbidden.text')}>
          <ButtonLink to="/dashboard">{t('forbidden.home')}</ButtonLink>
        </EmptyState>
      </Page>
    );
  return (
    <Page>
      <PageHeader title={app('navigation.admin')} description={t('description')}>
        <RefreshButton />
      </PageHeader>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <SystemCard />
          <ConnectionFigures />
        </SimpleGrid>
        <Jobs />
        <SyncLogs />
      </Stack>
    </Page>
  );
}

function RefreshButton() {
  const t = useAdminTexts();
  const queryClient = useQueryClient();
  const isBusy = useIsFetching({ queryKey: adminKey }) > 0;
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={18} aria-hidden />}
      loading={isBusy}
      onClick={() => void queryClient.invalidateQueries({ queryKey: adminKey })}
    >
      {t('refresh')}
    </Button>
  );
}
