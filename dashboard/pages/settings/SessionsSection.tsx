import { Badge, Button, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Session as SessionAnswer } from '../../../contracts/people.ts';
import { api } from '../../app/client/api.ts';
import { pagedQuery } from '../../app/client/pagedQuery.ts';
import { signOut } from '../../app/session/session.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { MoreButton } from '../../components/MoreButton.tsx';
import { notify } from '../../components/notify.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { describeDevice } from './describeDevice.ts';
import { useSettingsTexts } from './texts.ts';

type Session = z.infer<typeof SessionAnswer>;
const path = '/api/v1/auth/sessions';

export const sessionsQuery = pagedQuery<Session>(['sessions'], path);

/** Where one is signed in, and the way out of each. */
export function SessionsSection() {
  const t = useSettingsTexts();
  const sessions = useInfiniteQuery(sessionsQuery);
  const [isAsking, { open, close }] = useDisclosure(false);
  const endAll = async () => {
    await api.delete(path);
    await signOut();
  };
  return (
    <SectionCard
      title={t('sessions.title')}
      description={t('sessions.text')}
      action={
        <Button variant="default" size="xs" onClick={open}>
          {t('sessions.endAll')}
        </Button>
      }
    >
      {sessions.isPending ? (
        <ListSkeleton rows={2} />
      ) : sessions.isLoadingError ? (
        <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />
      ) : (
        <Stack gap="md">
          {sessions.data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
          <MoreButton list={sessions} />
        </Stack>
      )}
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('sessions.endAllTitle')}
        confirm={t('sessions.endAll')}
        onConfirm={endAll}
      >
        {t('sessions.endAllText')}
      </ConfirmDialog>
    </SectionCard>
  );
}

function SessionRow({ session }: { session: Session }) {
  const t = useSettingsTexts();
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.delete(`${path}/${session.id}`),
    onSuccess: () => {
      notify.done(t('sessions.ended'));
      return queryClient.invalidateQueries(sessionsQuery);
    },
    onError: notify.failed,
  });
  const device = describeDevice(session.user_agent);
  const name = device ? t('sessions.device', device) : t('sessions.unknownDevice');
  const Icon = device && ['iOS', 'Android'].includes(device.system) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <Group wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color="gray" size={40} aria-hidden>
        <Icon size={20} stroke={1.75} />
      </ThemeIcon>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {session.current && <Badge variant="light">{t('sessions.here')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          {session.address} · {t('sessions.lastUsed')} <RelativeTime at={session.last_used_at} />
        </Text>
      </div>
      {!session.current && (
        <Button
          variant="default"
          size="xs"
          loading={end.isPending}
          onClick={() => end.mutate()}
          aria-label={t('sessions.endName', { device: name })}
        >
          {t('sessions.end')}
        </Button>
      )}
    </Group>
  );
}
