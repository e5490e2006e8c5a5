import { Alert, Anchor, Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ApiKeyAnswer } from '../../../contracts/projects.ts';
import { api } from '../../app/client/api.ts';
import { pagedQuery } from '../../app/client/pagedQuery.ts';
import { projectKey, useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MoreButton } from '../../components/MoreButton.tsx';
import { notify } from '../../components/notify.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { NewKey } from './NewKey.tsx';
import { useSettingsTexts } from './texts.ts';

type ApiKey = z.infer<typeof ApiKeyAnswer>;

/** The keys by which programs work in the project; for owners. */
export function KeysSection() {
  const t = useSettingsTexts();
  const isOwner = useMay('owner');
  const [isMaking, { open, close }] = useDisclosure(false);
  return (
    <SectionCard
      title={t('keys.title')}
      description={t('keys.text')}
      action={
        isOwner && (
          <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
            {t('keys.create')}
          </Button>
        )
      }
    >
      {isOwner ? <KeyList /> : <Alert color="gray">{t('keys.ownersOnly')}</Alert>}
      <Anchor href="/docs" target="_blank" size="sm">
        {t('keys.documentation')}
      </Anchor>
      {isOwner && <NewKey opened={isMaking} onClose={close} />}
    </SectionCard>
  );
}

function KeyList() {
  const t = useSettingsTexts();
  const { id } = useProject();
  const path = `/api/v1/projects/${id}/api-keys`;
  const keys = useInfiniteQuery(pagedQuery<ApiKey>(projectKey(id, 'project', 'keys'), path));
  if (keys.isPending) return <ListSkeleton rows={2} />;
  if (keys.isLoadingError) return <ErrorState error={keys.error} retry={() => void keys.refetch()} />;
  if (keys.data.length === 0)
    return <EmptyState icon={IconKey} title={t('keys.none')} text={t('keys.noneText')} />;
  return (
    <Stack gap="md">
      {keys.data.map((key) => (
        <KeyRow key={key.id} apiKey={key} path={path} />
      ))}
      <MoreButton list={keys} />
    </Stack>
  );
}

function KeyRow({ apiKey, path }: { apiKey: ApiKey; path: string }) {
  const t = useSettingsTexts();
  const refresh = useRefresh();
  const [isAsking, { open, close }] = useDisclosure(false);
  const { id, name, role, prefix, last_used_at: usedAt } = apiKey;
  const revoke = async () => {
    await api.delete(`${path}/${id}`);
    notify.done(t('keys.revoked', { name }));
    await refresh('project');
  };
  return (
    <Group gap="sm">
      <div style={{ flex: '1 1 200px', minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          <Badge variant="light" color="gray">
            {t(`keys.${role}`)}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          <Code>{prefix}…</Code> ·{' '}
          {usedAt ? (
            <>
              {t('keys.lastUsed')} <RelativeTime at={usedAt} />
            </>
          ) : (
            t('keys.neverUsed')
          )}
        </Text>
      </div>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        onClick={open}
        aria-label={t('keys.revokeName', { name })}
      >
        {t('keys.revoke')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('keys.revokeTitle', { name })}
        confirm={t('keys.revoke')}
        onConfirm={revoke}
      >
        {t('keys.revokeText')}
      </ConfirmDialog>
    </Group>
  );
}
