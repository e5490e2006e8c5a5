import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useComposerTexts } from './texts.ts';

interface LeaveGuardProps {
  isDirty: boolean;
  /** Whether what was written is safe by now. */
  mayLeave: () => boolean;
}

/** Asks before what was written is lost: on the way to another page, and when the tab is closed. */
export function LeaveGuard({ isDirty, mayLeave }: LeaveGuardProps) {
  const t = useComposerTexts();
  const app = useAppTexts();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && !mayLeave() && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty && !mayLeave(),
    withResolver: true,
  });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('leave.title')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <Stack>
        <Text>{t('leave.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" color="red" onClick={() => blocker.proceed?.()}>
            {t('leave.leave')}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t('leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
