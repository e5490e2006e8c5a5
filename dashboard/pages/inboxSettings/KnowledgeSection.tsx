import { ActionIcon, Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { languageNames } from '../../app/i18n/languages.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { KnowledgeForm } from './KnowledgeForm.tsx';
import { KnowledgeTrial } from './KnowledgeTrial.tsx';
import { knowledgePath, knowledgeQuery, type Knowledge } from './questions.ts';
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
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  const [isAsking, { open, close }] = useDisclosure(false);
  const { id, title, content, kind, locale } = knowledge;
  const remove = async () => {
    await api.delete(`${knowledgePath}/${id}`);
    notify.done(t('knowledge.deleted'));
    await refresh('assistant');
  };
  return (
    <Group wrap="nowrap" align="flex-start">
      <Box flex={1} miw={0}>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          <Badge variant="default" size="sm">
            {t(`knowledge.kinds.${kind}`)}
          </Badge>
          {locale && (
            <Badge variant="default" size="sm">
              {languageNames[locale]}
            </Badge>
          )}
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
        {t('knowledge.deleteText')}
      </ConfirmDialog>
    </Group>
  );
}
