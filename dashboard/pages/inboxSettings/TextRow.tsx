import { ActionIcon, Box, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useInboxSettingsTexts } from './texts.ts';

interface TextRowProps {
  title: string;
  /** Beside the title. */
  badges?: ReactNode;
  content: string;
  edit: () => void;
  /** What is lost with it. */
  deleteText: string;
  remove: () => Promise<unknown>;
}

/** A text that answers are made of, as a list shows it; who may changes or deletes it. */
export function TextRow({ title, badges, content, edit, deleteText, remove }: TextRowProps) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const [isAsking, { open, close }] = useDisclosure(false);
  return (
    <Group wrap="nowrap" align="flex-start">
      <Box flex={1} miw={0}>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          {badges}
        </Group>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {content}
        </Text>
      </Box>
      {mayEdit && (
        <Group gap={4} wrap="nowrap">
          <ActionIcon aria-label={t('editName', { name: title })} onClick={edit}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('deleteName', { name: title })} onClick={open}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      )}
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('deleteTitle', { name: title })}
        confirm={app('actions.delete')}
        onConfirm={remove}
      >
        {deleteText}
      </ConfirmDialog>
    </Group>
  );
}
