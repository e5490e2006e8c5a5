import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem } from '../app/client/problem.ts';
import { useAppTexts } from '../app/i18n/i18n.ts';

interface ChangedMeanwhileProps {
  /** The API's `changed_meanwhile`; anything else: nothing is asked. */
  error: unknown;
  /** What people call a member that the API names. */
  nameOf: (member: string) => string;
  isBusy: boolean;
  /** Saves what one changed all the same, and leaves the rest as it is by now. */
  onSave: () => void;
  onClose: () => void;
  /** Where one sees what the other made of it. */
  children?: ReactNode;
}

/** Somebody else changed what one is changing: says what, and asks. Nothing is written before. */
export function ChangedMeanwhile({
  error,
  nameOf,
  isBusy,
  onSave,
  onClose,
  children,
}: ChangedMeanwhileProps) {
  const t = useAppTexts();
  const members = error instanceof ApiProblem ? Object.keys(error.problem.details) : [];
  return (
    <Modal
      opened={error instanceof ApiProblem && error.code === 'changed_meanwhile'}
      onClose={onClose}
      title={t('changed.title')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        <Text>{t('changed.what')}</Text>
        <List>
          {members.map((member) => (
            <List.Item key={member}>{nameOf(member)}</List.Item>
          ))}
        </List>
        <Text>{t('changed.text')}</Text>
        {children}
        <Group justify="flex-end">
          <Button variant="default" loading={isBusy} onClick={onSave}>
            {t('changed.save')}
          </Button>
          <Button data-autofocus onClick={onClose}>
            {t('unsaved.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
