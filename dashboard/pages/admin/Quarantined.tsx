import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Dismissed, InboxEventPage, Replayed } from '../../../contracts/webhooks.ts';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { notify } from '../../components/notify.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { systemQuery } from './questions.ts';
import { useAdminTexts } from './texts.ts';

const path = '/api/admin/inbox-events';
/** The most that are dismissed at once: one page of the list. */
const dismissedAtOnce = 100;

/** Updates of webhooks that were put aside: they are read again once what was wrong is mended, or left. */
export function Quarantined({ count }: { count: number }) {
  const t = useAdminTexts();
  const format = useFormat();
  const queryClient = useQueryClient();
  const [isAsked, { open, close }] = useDisclosure(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: systemQuery.queryKey });
  const replay = useMutation({
    mutationFn: () =>
      api.post<z.infer<typeof Replayed>>(`${path}/replay`, { body: { state: 'quarantined' } }),
    onSuccess({ replayed }) {
      notify.done(t('system.replayed', { count: replayed }));
      return refresh();
    },
    onError: notify.failed,
  });
  // What is put aside while the question is read stays.
  const look = useMutation({
    mutationFn: async () => {
      const query = { state: 'quarantined', page_size: dismissedAtOnce };
      const { results } = await api.get<z.infer<typeof InboxEventPage>>(path, { query });
      return results.map(({ id }) => id);
    },
    onSuccess: (ids) => (ids.length > 0 ? open() : refresh()),
    onError: notify.failed,
  });
  const ids = look.data ?? [];
  const dismiss = async () => {
    const { dismissed } = await api.post<z.infer<typeof Dismissed>>(`${path}/dismiss`, { body: { ids } });
    notify.done(t('system.dismissed', { count: dismissed }));
    await refresh();
  };
  return (
    <Group gap="xs" justify="flex-end">
      <StateBadge tone="attention" label={format.number(count)} size="sm" />
      <Button size="compact-xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
        {t('system.replay')}
      </Button>
      <Button size="compact-xs" variant="subtle" loading={look.isPending} onClick={() => look.mutate()}>
        {t('system.dismiss')}
      </Button>
      <ConfirmDialog
        opened={isAsked}
        onClose={close}
        title={t('system.dismissTitle')}
        confirm={t('system.dismiss')}
        onConfirm={dismiss}
      >
        {t('system.dismissText', { count: ids.length })}
      </ConfirmDialog>
    </Group>
  );
}
