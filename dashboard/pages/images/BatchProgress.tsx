import { Box, Button, Center, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { hasCode } from '../../app/client/problem.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { BeingMade, useCancel } from './ImageCard.tsx';
import classes from './Images.module.css';
import { imageQuery } from './questions.ts';
import { useImagesTexts } from './texts.ts';

interface BatchProgressProps {
  ids: number[];
  more: () => void;
  review: () => void;
}

/** The images of an order as they come; each can be cancelled, and all that is left. */
export function BatchProgress({ ids, more, review }: BatchProgressProps) {
  const t = useImagesTexts();
  const { id: projectId } = useProject();
  const language = useLanguage();
  const images = useQueries({ queries: ids.map((id) => imageQuery(projectId, id, language)) });
  const cancel = useCancel();
  const isGone = (place: number) => hasCode(images[place]?.error, 'not_found');
  const open = ids.filter(
    (_, place) => !isGone(place) && (images[place]?.data?.status ?? 'pending') === 'pending',
  );
  const done = images.filter(({ data }) => data?.image_url).length;
  return (
    <Stack>
      <Text role="status">{t('progress.ready', { done, count: ids.length })}</Text>
      <Progress
        value={((ids.length - open.length) / ids.length) * 100}
        aria-label={t('progress.ready', { done, count: ids.length })}
      />
      <SimpleGrid cols={ids.length === 1 ? 1 : 2}>
        {ids.map((id, place) => {
          const image = images[place]?.data;
          return (
            <Box key={id} className={classes.frame} style={{ aspectRatio: 1, borderRadius: 10 }}>
              {isGone(place) ? (
                <Center h="100%">{t('progress.cancelled')}</Center>
              ) : image?.thumbnail_url ? (
                <img
                  src={ids.length === 1 ? (image.image_url ?? '') : image.thumbnail_url}
                  alt={image.prompt}
                  className={classes.picture}
                />
              ) : image?.status === 'failed' ? (
                <Center h="100%" p="sm">
                  <Text size="sm" ta="center">
                    {image.failure?.message ?? t('card.failed')}
                  </Text>
                </Center>
              ) : (
                <BeingMade id={id} />
              )}
            </Box>
          );
        })}
      </SimpleGrid>
      {open.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('progress.close')}
        </Text>
      )}
      <Group>
        {open.length > 1 && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(open)}>
            {t('progress.cancelAll')}
          </Button>
        )}
        {open.length === 0 && done > 0 && <Button onClick={review}>{t('progress.review')}</Button>}
        {open.length === 0 && (
          <Button variant="default" onClick={more}>
            {t('progress.more')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
