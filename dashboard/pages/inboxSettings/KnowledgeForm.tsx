import { Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { languageNames, languages } from '../../app/i18n/languages.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { knowledgePath, type Knowledge, type KnowledgeKind } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';

interface KnowledgeFormProps {
  /** Null: something new. */
  knowledge: Knowledge | null;
  onClose: () => void;
}

const kinds: KnowledgeKind[] = ['question', 'document'];

/** Tells the assistant something, or changes what it was told. */
export function KnowledgeForm({ knowledge, onClose }: KnowledgeFormProps) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const [kind, setKind] = useState<KnowledgeKind>(knowledge?.kind ?? 'question');
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: {
      title: knowledge?.title ?? '',
      content: knowledge?.content ?? '',
      locale: knowledge?.locale ?? '',
    },
    check: {
      title: filled,
      content: filled,
    },
    async send({ title, content, locale }) {
      const body = { kind, title, content, locale: locale === '' ? null : locale };
      await (knowledge
        ? api.put(`${knowledgePath}/${knowledge.id}`, { body })
        : api.post(knowledgePath, { body }));
      notify.done(app('actions.saved'));
      onClose();
      await refresh('assistant');
    },
  });
  const unsaved = useUnsaved(() => form.isDirty() || kind !== (knowledge?.kind ?? 'question'));
  return (
    <Modal
      opened
      onClose={unsaved.closing(onClose)}
      size="lg"
      title={t(knowledge ? 'knowledge.edit' : 'knowledge.add')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {unsaved.dialog}
      <ProblemForm {...sending}>
        <Group grow align="flex-start">
          <NativeSelect
            label={t('knowledge.kind')}
            value={kind}
            data={kinds.map((value) => ({ value, label: t(`knowledge.kinds.${value}`) }))}
            onChange={({ currentTarget }) => setKind(currentTarget.value as KnowledgeKind)}
          />
          <NativeSelect
            label={t('knowledge.language')}
            data={[
              { value: '', label: t('knowledge.anyLanguage') },
              ...languages.map((value) => ({ value, label: languageNames[value] })),
            ]}
            key={form.key('locale')}
            {...form.getInputProps('locale')}
          />
        </Group>
        <TextInput
          label={t(`knowledge.titles.${kind}`)}
          maxLength={300}
          data-autofocus
          key={form.key('title')}
          {...form.getInputProps('title')}
        />
        <Textarea
          label={t(`knowledge.contents.${kind}`)}
          description={t('knowledge.contentHint')}
          minRows={6}
          maxRows={16}
          maxLength={8000}
          key={form.key('content')}
          {...form.getInputProps('content')}
        />
      </ProblemForm>
    </Modal>
  );
}
