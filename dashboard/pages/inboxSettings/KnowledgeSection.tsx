import { Badge, Button, Group, Stack } from '@mantine/core';
import { IconBook, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { languageNames } from '../../app/i18n/languages.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { KnowledgeForm } from './KnowledgeForm.tsx';
import { KnowledgeTrial } from './KnowledgeTrial.tsx';
import { knowledgePath, knowledgeQuery, type Knowledge } from './questions.ts';
import { TextRow } from './TextRow.tsx';
import { useInboxSettingsTexts } from './texts.ts';

/** What the assistant knows of the shop; it answers with nothing else. */
export function KnowledgeSection() {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const known = useInfiniteQuery(knowledgeQuery(projectId));
  const [opened, setOpened] = useState<Knowledge | 'new' | null>(null);
  const all = known.data?.pages.flatMap(({ results }) => results) ?? [];
  return (
    <Stack gap="lg">
      <SectionCard
        title={t('knowledge.title')}
        description={t('knowledge.text')}
        action={
          mayEdit && (
            <Button
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setOpened('new')}
            >
              {t('knowledge.add')}
            </Button>
          )
        }
      >
        {known.isPending ? (
          <ListSkeleton />
        ) : known.isLoadingError ? (
          <ErrorState error={known.error} retry={() => void known.refetch()} />
        ) : all.length === 0 ? (
          <EmptyState icon={IconBook} title={t('knowledge.none')} text={t('knowledge.noneText')} />
        ) : (
          <Stack gap="md">
            {all.map((each) => (
              <KnowledgeRow key={each.id} knowledge={each} edit={() => setOpened(each)} />
            ))}
            {known.hasNextPage && (
              <Group justify="center">
                <Button
                  variant="default"
                  loading={known.isFetchingNextPage}
                  onClick={() => void known.fetchNextPage()}
                >
                  {app('actions.more')}
                </Button>
              </Group>
            )}
          </Stack>
        )}
        {opened && (
          <KnowledgeForm knowledge={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
        )}
      </SectionCard>
      {all.length > 0 && <KnowledgeTrial />}
    </Stack>
  );
}

function KnowledgeRow({ knowledge, edit }: { knowledge: Knowledge; edit: () => void }) {
  const t = useInboxSettingsTexts();
  const refresh = useRefresh();
  const { id, title, content, kind, locale } = knowledge;
  const remove = async () => {
    await api.delete(`${knowledgePath}/${id}`);
    notify.done(t('knowledge.deleted'));
    await refresh('assistant');
  };
  const badges = [t(`knowledge.kinds.${kind}`), ...(locale ? [languageNames[locale]] : [])];
  return (
    <TextRow
      title={title}
      badges={badges.map((badge) => (
        <Badge key={badge} variant="default" size="sm">
          {badge}
        </Badge>
      ))}
      content={content}
      edit={edit}
      deleteText={t('knowledge.deleteText')}
      remove={remove}
    />
  );
}
