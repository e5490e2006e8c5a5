import { Alert, Card, Group, Image, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { fillTemplate, namesPlaceholder, shortestOf } from '../../../contracts/fillTemplate.ts';
import { postText } from '../../../contracts/postText.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { instantIn } from '../../app/time/zones.ts';
import type { PlanDraft } from './draft.ts';
import { useExample } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/**
 * What would stand beneath an image of the plan, word for word but for the date's language; and what of that one may not
 * have meant.
 */
export function CaptionPreview({ draft }: { draft: PlanDraft }) {
  const t = usePlansTexts();
  const locale = useLanguage();
  const example = useExample(draft.tag);
  const { caption, hashtags, zone, from, time } = draft;
  if (caption.trim() === '') return null;
  const isOnlyFilledIn = postText({ caption: shortestOf(caption), hashtags }) === '';
  const at = from && time ? instantIn(zone, `${from}T${time.slice(0, 5)}`) : new Date();
  const filled = example && fillTemplate(caption, { ...example, at, timezone: zone, locale });
  const text = filled === undefined ? undefined : postText({ caption: filled, hashtags });
  return (
    <Stack gap="sm">
      {namesPlaceholder(caption, 'prompt') && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={t('words.prompt')}>
          {t('words.promptText')}
        </Alert>
      )}
      {isOnlyFilledIn && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={t('words.mayBeEmpty')}>
          {t('words.mayBeEmptyText')}
        </Alert>
      )}
      {example && text !== undefined && (
        <Card component="section" padding="md" bg="var(--app-page)" shadow="none">
          <Title order={3} size="h3" mb="sm">
            {t('words.example')}
          </Title>
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <Image src={example.thumbnail_url} alt="" w={64} h={64} radius="md" fit="cover" />
            <Text
              size="sm"
              c={text === '' ? 'dimmed' : ''}
              style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
            >
              {text === '' ? t('words.noText') : text}
            </Text>
          </Group>
          {namesPlaceholder(caption, 'date') && (
            <Text size="xs" c="dimmed" mt="xs">
              {t('words.exampleDate')}
            </Text>
          )}
        </Card>
      )}
    </Stack>
  );
}
