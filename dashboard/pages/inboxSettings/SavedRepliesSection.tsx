import { ActionIcon, Box, Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMessage2Bolt, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { FormProblem } from '../../components/FormProblem.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { savedRepliesQuery } from '../inbox/questions.ts';
import { repliesPath, type SavedReply } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';

/** Texts that people of the shop put into their replies. */
export function SavedRepliesSection() {
  const t = useInboxSettingsTexts();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const saved = useQuery(savedRepliesQuery(projectId));
  const [opened, setOpened] = useState<SavedReply | 'new' | null>(null);
  const adding = mayEdit && (
    <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened('new')}>
      {t('replies.add')}
    </Button>
  );
  return (
    <SectionCard title={t('replies.title')} description={t('replies.text')} action={adding}>
      {saved.isPending ? (
        <ListSkeleton />
      ) : saved.isLoadingError ? (
        <ErrorState error={saved.error} retry={() => void saved.refetch()} />
      ) : saved.data.length === 0 ? (
        <EmptyState icon={IconMessage2Bolt} title={t('replies.none')} text={t('replies.noneText')} />
      ) : (
        <Stack gap="md">
          {saved.data.map((reply) => (
            <ReplyRow key={reply.id} reply={reply} edit={() => setOpened(reply)} />
          ))}
        </Stack>
      )}
      {opened && <ReplyForm reply={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </SectionCard>
  );
}

function ReplyRow({ reply, edit }: { reply: SavedReply; edit: () => void }) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  const [isAsking, { open, close }] = useDisclosure(false);
  const remove = async () => {
    await api.delete(`${repliesPath}/${reply.id}`);
    notify.done(t('replies.deleted'));
    await refresh('assistant');
  };
  return (
    <Group wrap="nowrap" align="flex-start">
      <Box flex={1} miw={0}>
        <Text fw={600}>{reply.title}</Text>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {reply.content}
        </Text>
      </Box>
      {mayEdit && (
        <Group gap={4} wrap="nowrap">
          <ActionIcon aria-label={t('editName', { name: reply.title })} onClick={edit}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t('deleteName', { name: reply.title })} onClick={open}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      )}
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('deleteTitle', { name: reply.title })}
        confirm={app('actions.delete')}
        onConfirm={remove}
      >
        {t('replies.deleteText')}
      </ConfirmDialog>
    </Group>
  );
}

function ReplyForm({ reply, onClose }: { reply: SavedReply | null; onClose: () => void }) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const { form, error, isSending, submit } = useProblemForm({
    values: { title: reply?.title ?? '', content: reply?.content ?? '' },
    check: {
      title: (title) => (title.trim() === '' ? t('required') : null),
      content: (content) => (content.trim() === '' ? t('required') : null),
    },
    async send(body) {
      await (reply ? api.put(`${repliesPath}/${reply.id}`, { body }) : api.post(repliesPath, { body }));
      notify.done(app('actions.saved'));
      onClose();
      await refresh('assistant');
    },
  });
  const unsaved = useUnsaved(form.isDirty);
  return (
    <Modal
      opened
      onClose={unsaved.closing(onClose)}
      size="lg"
      title={t(reply ? 'replies.edit' : 'replies.add')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {unsaved.dialog}
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormProblem error={error} />
          <TextInput
            label={t('replies.name')}
            description={t('replies.nameHint')}
            maxLength={120}
            data-autofocus
            key={form.key('title')}
            {...form.getInputProps('title')}
          />
          <Textarea
            label={t('replies.content')}
            minRows={5}
            maxLength={4096}
            key={form.key('content')}
            {...form.getInputProps('content')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={isSending}>
              {app('actions.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
