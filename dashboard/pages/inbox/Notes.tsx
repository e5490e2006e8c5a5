import { ActionIcon, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconNote, IconPencil, IconTrash } from '@tabler/icons-react';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { notify } from '../../components/notify.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useDraft } from './drafts.ts';
import { conversationPath, type ConversationDetail, type Note } from './questions.ts';
import { useInboxTexts } from './texts.ts';
import { useAct } from './useAct.ts';

/** What the people of the shop tell each other about a conversation; customers never see it. */
export function Notes({ conversation }: { conversation: ConversationDetail }) {
  const t = useInboxTexts();
  const mayEdit = useMay('editor');
  // Kept while one looks into another conversation, as what one writes to the customer is.
  const [{ text }, change] = useDraft(`${conversation.id} note`);
  const setText = (written: string) => change((draft) => ({ ...draft, text: written }));
  const { isBusy, act } = useAct();
  const path = `${conversationPath(conversation.id)}/notes`;
  const add = async () => {
    if (await act(() => api.post(path, { body: { content: text.trim() } }))) setText('');
  };
  return (
    <Stack gap="xs">
      <Title order={3}>{t('notes.title')}</Title>
      {conversation.notes.map((note) => (
        <OneNote key={note.id} note={note} path={`${path}/${note.id}`} />
      ))}
      {mayEdit && (
        <>
          <Textarea
            size="sm"
            label={t('notes.label')}
            description={t('notes.hint')}
            maxLength={5000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button
              size="xs"
              variant="default"
              loading={isBusy}
              disabled={text.trim() === ''}
              leftSection={<IconNote size={16} aria-hidden />}
              onClick={() => void add()}
            >
              {t('notes.add')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function OneNote({ note, path }: { note: Note; path: string }) {
  const t = useInboxTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const { isBusy, act } = useAct();
  const [changed, setChanged] = useState<string | null>(null);
  const [isAsking, { open, close }] = useDisclosure(false);
  const refresh = useRefresh();
  const save = async () => {
    if (await act(() => api.put(path, { body: { content: changed?.trim() } }))) setChanged(null);
  };
  return (
    <Paper withBorder p="sm" radius="md">
      {changed === null ? (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note.content}
        </Text>
      ) : (
        <Textarea
          size="sm"
          aria-label={t('notes.label')}
          autoFocus
          maxLength={5000}
          value={changed}
          onChange={({ currentTarget }) => setChanged(currentTarget.value)}
        />
      )}
      <Group justify="space-between" gap="xs" mt={4}>
        <Text size="xs" c="dimmed">
          {note.author_name} · <RelativeTime at={note.created_at} />
        </Text>
        {mayEdit &&
          (changed === null ? (
            <Group gap={2}>
              <ActionIcon size="sm" aria-label={t('notes.edit')} onClick={() => setChanged(note.content)}>
                <IconPencil size={14} aria-hidden />
              </ActionIcon>
              <ActionIcon size="sm" aria-label={t('notes.delete')} onClick={open}>
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ) : (
            <Group gap={4}>
              <Button size="compact-xs" variant="default" onClick={() => setChanged(null)}>
                {app('actions.cancel')}
              </Button>
              <Button
                size="compact-xs"
                loading={isBusy}
                disabled={changed.trim() === ''}
                onClick={() => void save()}
              >
                {app('actions.save')}
              </Button>
            </Group>
          ))}
      </Group>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('notes.deleteTitle')}
        confirm={app('actions.delete')}
        onConfirm={async () => {
          await api.delete(path);
          notify.done(t('notes.deleted'));
          await refresh('conversations');
        }}
      >
        {t('notes.deleteText', { name: note.author_name })}
      </ConfirmDialog>
    </Paper>
  );
}
