import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAppTexts } from '../app/i18n/i18n.ts';

interface Unsaved {
  /** The question; to be rendered beside the form. */
  dialog: ReactNode;
  /**
   * What closes a dialog or a drawer, made to ask first while something would be lost. Not for what leads to another
   * address: that is asked about by itself.
   */
  closing: (close: () => void) => () => void;
}

/**
 * Asks before what somebody wrote is lost, however they leave: to another page or part of it, by going back, with the
 * tab, and where `closing` is used by Escape or a click beside it. `isDirty` is asked when it matters.
 */
export function useUnsaved(isDirty: () => boolean): Unsaved {
  const t = useAppTexts();
  const [pending, setPending] = useState<(() => void) | null>(null);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty() && !isSamePlace(current, next),
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const isBlocked = blocker.status === 'blocked';
  const stay = () => {
    setPending(null);
    blocker.reset?.();
  };
  const leave = () => {
    pending?.();
    setPending(null);
    blocker.proceed?.();
  };
  return {
    closing: (close) => () => {
      // Escape is for the question alone while that stands.
      if (isBlocked || pending !== null) return;
      // After the event: the Escape that brings the question would close it as well.
      if (isDirty()) setTimeout(() => setPending(() => close));
      else close();
    },
    dialog: (
      <Modal
        opened={isBlocked || pending !== null}
        onClose={stay}
        title={t('unsaved.title')}
        closeButtonProps={{ 'aria-label': t('actions.close') }}
      >
        <Stack>
          <Text>{t('unsaved.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" color="red" onClick={leave}>
              {t('unsaved.leave')}
            </Button>
            <Button data-autofocus onClick={stay}>
              {t('unsaved.stay')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    ),
  };
}

interface Place {
  pathname: string;
  search: object;
}

const isSamePlace = (one: Place, other: Place): boolean =>
  one.pathname === other.pathname && JSON.stringify(one.search) === JSON.stringify(other.search);
