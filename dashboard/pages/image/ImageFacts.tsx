import { Badge, Box, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { AnchorLink } from '../../components/links.tsx';
import type { Detail } from '../images/questions.ts';
import { useImagesTexts } from '../images/texts.ts';

/** What is known of an image and of its making. */
export function ImageFacts({ image }: { image: Detail }) {
  const t = useImagesTexts();
  const format = useFormat();
  const { model, revised_prompt: revised, cost_usd: cost } = image.metadata;
  const facts: [string, string | null][] = [
    [t('detail.prompt'), image.prompt || null],
    [t('detail.revised'), typeof revised === 'string' ? revised : null],
    [t('detail.size'), `${format.number(image.width)} × ${format.number(image.height)}`],
    [t('detail.style'), image.style && t(`styles.${image.style}`)],
    [t('detail.quality'), image.quality && t(`qualities.${image.quality}`)],
    [t('detail.model'), typeof model === 'string' ? model : null],
    [
      t('detail.time'),
      image.generation_time === null
        ? null
        : t('detail.seconds', { count: format.number(Math.round(image.generation_time * 10) / 10) }),
    ],
    [t('detail.cost'), typeof cost === 'number' ? format.money(cost, 'USD') : null],
    [t('detail.notes'), image.validation_notes || null],
  ];
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2} size="h3">
          {t('detail.facts')}
        </Title>
        <Box component="dl" m={0}>
          {facts
            .filter(([, fact]) => fact !== null)
            .map(([name, fact]) => (
              <Group key={name} gap="sm" wrap="nowrap" align="flex-start" mb={6}>
                <Text component="dt" size="sm" c="dimmed" w={110} flex="none">
                  {name}
                </Text>
                <Text
                  component="dd"
                  size="sm"
                  m={0}
                  style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
                >
                  {fact}
                </Text>
              </Group>
            ))}
        </Box>
        {image.tags.length > 0 && (
          <Group gap="xs" aria-label={t('detail.tags')} role="group">
            {image.tags.map((tag) => (
              <AnchorLink key={tag} to="/dashboard/images" search={{ tag }} underline="never">
                <Badge variant="default" style={{ cursor: 'pointer' }}>
                  {tag}
                </Badge>
              </AnchorLink>
            ))}
          </Group>
        )}
      </Stack>
    </Card>
  );
}
