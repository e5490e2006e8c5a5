import { Box, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { foundQuery } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';

/** Ask as a customer would, and see what the assistant would have to answer with. */
export function KnowledgeTrial() {
  const t = useInboxSettingsTexts();
  const { id: projectId } = useProject();
  const [question, setQuestion] = useState('');
  const [asked] = useDebouncedValue(question.trim(), 400);
  const found = useQuery({ ...foundQuery(projectId, asked), placeholderData: keepPreviousData });
  return (
    <SectionCard title={t('trial.title')} description={t('trial.text')}>
      <TextInput
        type="search"
        label={t('trial.label')}
        placeholder={t('trial.placeholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={question}
        maxLength={500}
        onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
      />
      {found.isLoadingError && <ErrorState error={found.error} />}
      {asked !== '' && found.data && (
        <Stack gap="sm" role="status">
          {found.data.length === 0 ? (
            <Text size="sm">{t('trial.none')}</Text>
          ) : (
            found.data.map(({ id, title, content }) => (
              <Box key={id}>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {content}
                </Text>
              </Box>
            ))
          )}
        </Stack>
      )}
    </SectionCard>
  );
}
