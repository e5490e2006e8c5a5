import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAppTexts } from '../app/i18n/i18n.ts';
import { FormProblem } from './FormProblem.tsx';

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The consequences, in plain words. */
  children: ReactNode;
  /** The verb: “Disconnect”, never “OK”. */
  confirm: string;
  /** What it does; the dialog closes when it is done and says why when it fails. */
  onConfirm: () => Promise<unknown>;
  /** What cannot be undone is red. */
  destructive?: boolean;
}

/** Asks before something is done that cannot be taken back. */
export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  confirm,
  onConfirm,
  destructive = true,
}: ConfirmDialogProps) {
  const t = useAppTexts();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setError(null);
    onClose();
  };
  const act = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        {typeof children === 'string' ? <Text>{children}</Text> : children}
        <FormProblem error={error} withFields />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('actions.cancel')}
          </Button>
          <Button {...(destructive && { color: 'red' })} loading={isBusy} onClick={() => void act()}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
