import { Select, Stack, Switch, Textarea } from '@mantine/core';
import type { PartProps } from './partProps.ts';
import { useTags } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/** Which images a plan publishes, and what becomes of a time that finds none. */
export function ImageFields({ draft, change, errors }: PartProps) {
  const t = usePlansTexts();
  const tags = [...new Set([...(draft.tag ? [draft.tag] : []), ...useTags()])];
  return (
    <Stack gap="md">
      <Select
        label={t('form.tag')}
        description={t('form.tagHint')}
        data={[{ value: '', label: t('form.anyTag') }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
        searchable
        error={errors.tag}
        value={draft.tag}
        onChange={(tag) => change({ tag: tag ?? '' })}
      />
      <Switch
        label={t('form.makesImages')}
        description={t('form.makesImagesHint')}
        checked={draft.makesImages}
        onChange={({ currentTarget }) => change({ makesImages: currentTarget.checked })}
      />
      {draft.makesImages && (
        <Textarea
          label={t('form.prompt')}
          maxLength={4000}
          required
          withAsterisk={false}
          error={errors.prompt}
          value={draft.prompt}
          onChange={({ currentTarget }) => change({ prompt: currentTarget.value })}
        />
      )}
    </Stack>
  );
}
