import { Button, Stack } from '@mantine/core';
import { IconMessage2Bolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { savedRepliesQuery } from '../inbox/questions.ts';
import { repliesPath, type SavedReply } from './questions.ts';
import { SavedReplyForm } from './SavedReplyForm.tsx';
import { TextRow } from './TextRow.tsx';
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
      {opened && <SavedReplyForm reply={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </SectionCard>
  );
}

function ReplyRow({ reply, edit }: { reply: SavedReply; edit: () => void }) {
  const t = useInboxSettingsTexts();
  const refresh = useRefresh();
  const remove = async () => {
    await api.delete(`${repliesPath}/${reply.id}`);
    notify.done(t('replies.deleted'));
    await refresh('assistant');
  };
  return (
    <TextRow
      title={reply.title}
      content={reply.content}
      edit={edit}
      deleteText={t('replies.deleteText')}
      remove={remove}
    />
  );
}
