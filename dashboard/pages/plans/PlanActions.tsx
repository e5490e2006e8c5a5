import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { PlanRunAccepted } from '../../../contracts/recurring.ts';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { MenuLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { plansPath, type Plan } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/** What can be done with a plan: let it rest or go on; run now, change, delete. */
export function PlanActions({ plan }: { plan: Plan }) {
  const t = usePlansTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const { id, name, is_active: isActive } = plan;
  const [asksToRun, running] = useDisclosure(false);
  const [asksToDelete, deleting] = useDisclosure(false);
  // A run that is asked for twice by one press is one run.
  const [intent, setIntent] = useState('');
  const path = `${plansPath}/${id}`;

  const change = useMutation({
    mutationFn: () => api.post(`${path}/${isActive ? 'pause' : 'resume'}`),
    onSuccess: () => notify.done(t(isActive ? 'actions.paused' : 'actions.resumed', { name })),
    onError: notify.failed,
    onSettled: () => refresh('plans'),
  });
  const run = async () => {
    const { message } = await api.post<z.infer<typeof PlanRunAccepted>>(`${path}/run-now`, {
      idempotencyKey: intent,
    });
    notify.done(message);
    await refresh('plans', 'posts');
  };
  const remove = async () => {
    await api.delete(path);
    notify.done(t('actions.deleted', { name }));
    await refresh('plans');
  };
  const askToRun = () => {
    setIntent(crypto.randomUUID());
    running.open();
  };

  return (
    <Group gap="xs">
      {plan.state !== 'ended' && (
        <Button
          size="xs"
          variant="default"
          leftSection={
            isActive ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
          }
          loading={change.isPending}
          onClick={() => change.mutate()}
        >
          {t(isActive ? 'actions.pause' : 'actions.resume')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('card.menu', { name })}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <MenuLink
            to="/dashboard/plans"
            search={{ edit: id }}
            resetScroll={false}
            leftSection={<IconPencil size={16} aria-hidden />}
          >
            {app('actions.edit')}
          </MenuLink>
          <Menu.Item leftSection={<IconSend size={16} aria-hidden />} onClick={askToRun}>
            {t('actions.runNow')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={deleting.open}>
            {t('actions.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asksToRun}
        onClose={running.close}
        title={t('actions.runTitle')}
        confirm={t('actions.runConfirm')}
        onConfirm={run}
        destructive={false}
      >
        {t('actions.runText', { name })}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asksToDelete}
        onClose={deleting.close}
        title={t('actions.deleteTitle', { name })}
        confirm={app('actions.delete')}
        onConfirm={remove}
      >
        {t('actions.deleteText')}
      </ConfirmDialog>
    </Group>
  );
}
