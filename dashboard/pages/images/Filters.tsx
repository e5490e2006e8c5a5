import { Chip, CloseButton, Group, ScrollArea, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { statisticsQuery, tagsQuery, type ImagesFilter } from './questions.ts';
import { imageStates } from './search.ts';
import { useImagesTexts } from './texts.ts';

interface FiltersProps {
  filter: ImagesFilter;
  show: (filter: ImagesFilter) => void;
}

/** Which images are shown: by state, by tag, by words. */
export function Filters({ filter, show }: FiltersProps) {
  const t = useImagesTexts();
  const app = useAppTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const statistics = useQuery(statisticsQuery(projectId));
  const tags = useQuery(tagsQuery(projectId));
  const [words, setWords] = useState(filter.search ?? '');
  const [known, setKnown] = useState(filter.search);
  if (known !== filter.search) {
    setKnown(filter.search);
    // Somebody took the filters away elsewhere.
    if (filter.search === undefined) setWords('');
  }
  const search = useDebouncedCallback((search: string) => show({ ...filter, search }), 300);
  const write = (text: string) => {
    setWords(text);
    search(text.trim());
  };
  const counts = statistics.data?.by_status;
  const { status = 'all', tag = null } = filter;
  return (
    <Group mb="md" gap="md" align="center">
      <ScrollArea type="never" maw="100%">
        <Chip.Group
          value={status}
          onChange={(value) => show({ ...filter, status: imageStates.find((state) => state === value) })}
        >
          <Group gap="xs" wrap="nowrap" role="radiogroup" aria-label={t('filters.label')} p={2}>
            <Chip value="all" size="sm">
              {t('filters.all')}
            </Chip>
            {imageStates.map((state) => (
              <Chip key={state} value={state} size="sm">
                {app(`states.image.${state}`)}
                {counts && ` ${format.number(counts[state])}`}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </ScrollArea>
      <Group gap="xs" flex="1 1 320px" grow preventGrowOverflow={false} wrap="nowrap">
        <TextInput
          size="sm"
          type="search"
          aria-label={t('filters.search')}
          placeholder={t('filters.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            words !== '' && (
              <CloseButton size="sm" aria-label={t('filters.clear')} onClick={() => write('')} />
            )
          }
          value={words}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
        {(tags.data?.length ?? 0) > 0 && (
          <Select
            size="sm"
            aria-label={t('filters.tag')}
            placeholder={t('filters.anyTag')}
            leftSection={<IconTag size={16} aria-hidden />}
            data={tags.data?.map(({ name }) => name) ?? []}
            value={tag}
            onChange={(name) => show({ ...filter, tag: name ?? undefined })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('filters.clear') }}
          />
        )}
      </Group>
    </Group>
  );
}
