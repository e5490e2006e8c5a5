import { Modal, Textarea, TextInput } from '@mantine/core';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { repliesPath, type SavedReply } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';

interface SavedReplyFormProps {
  /** Null: a new one. */
  reply: SavedReply | null;
  onClose: () => void;
}

/** Keeps a text to answer with, or changes it. */
export function SavedReplyForm({ reply, onClose }: SavedReplyFormProps) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { title: reply?.title ?? '', content: reply?.content ?? '' },
    check: {
      title: filled,
      content: filled,
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
      <ProblemForm {...sending}>
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
      </ProblemForm>
    </Modal>
  );
}
