import { Button, Card, Group, Stack, TagsInput, Text, Textarea, Title } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PartProps } from './partProps.ts';
import { CaptionByAi } from './CaptionByAi.tsx';
import { Counters } from './Counters.tsx';
import { splitHashtags } from './draft.ts';
import { useUsedHashtags, type useDryRun } from './questions.ts';
import { useComposerTexts } from './texts.ts';

/** What the post says, everywhere where nothing else is said. */
export function TextCard({
  draft,
  change,
  chosen,
  dryRun,
}: PartProps & { dryRun: ReturnType<typeof useDryRun> }) {
  const t = useComposerTexts();
  const used = useUsedHashtags();
  const [hasComment, setHasComment] = useState(draft.firstComment !== '');
  const takesComment = chosen.some(({ rules }) => rules.first_comment);
  return (
    <Card>
      <Stack gap="md">
        <Title order={2} size="h3">
          {t('text.title')}
        </Title>
        <Stack gap={6}>
          <Textarea
            label={t('text.caption')}
            placeholder={t('text.placeholder')}
            minRows={5}
            maxRows={16}
            value={draft.caption}
            onChange={({ currentTarget }) => change({ caption: currentTarget.value })}
          />
          <Group justify="space-between" align="flex-start" gap="xs">
            <Counters chosen={chosen} dryRun={dryRun} />
            <CaptionByAi draft={draft} change={change} chosen={chosen} />
          </Group>
        </Stack>
        <TagsInput
          label={t('text.hashtags')}
          description={t('text.hashtagsHint')}
          value={draft.hashtags}
          onChange={(tags) => change({ hashtags: tidy(tags) })}
          data={used}
          splitChars={[' ', ',', ';']}
          acceptValueOnBlur
          maxDropdownHeight={200}
          limit={30}
          clearable={false}
        />
        {takesComment && hasComment && (
          <Textarea
            label={t('text.firstComment')}
            description={t('text.firstCommentHint')}
            maxLength={2200}
            value={draft.firstComment}
            onChange={({ currentTarget }) => change({ firstComment: currentTarget.value })}
          />
        )}
        {takesComment && !hasComment && (
          <Group>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconMessagePlus size={16} aria-hidden />}
              onClick={() => setHasComment(true)}
            >
              {t('text.addFirstComment')}
            </Button>
          </Group>
        )}
        {!takesComment && draft.firstComment !== '' && (
          <Text size="sm" c="dimmed">
            {t('text.firstCommentAlone')}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

/** With one # each, and each once. */
const tidy = (tags: string[]): string[] => [
  ...new Set(
    tags
      .flatMap(splitHashtags)
      .map((tag) => `#${tag.replace(/^#+/, '')}`)
      .filter((tag) => tag !== '#'),
  ),
];
