import { Box, Button, Card, Center, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPhotoOff, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../app/client/api.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { AnchorLink } from '../../components/links.tsx';
import { notify } from '../../components/notify.tsx';
import { ImageState } from '../../components/states.tsx';
import classes from './Images.module.css';
import { imageQuery, type Image } from './questions.ts';
import { useImagesTexts } from './texts.ts';

/** Height of what stands below a card's picture, in pixels. */
export const captionHeight = 74;

/** An image in the gallery. `side` is the width of its picture, in pixels. */
export function ImageCard({ image, side }: { image: Image; side: number }) {
  const t = useImagesTexts();
  const name = image.prompt || t('card.unnamed');
  return (
    <Card padding={0} h={side + captionHeight} radius="md">
      <Box className={classes.frame} h={side}>
        <Picture image={image} name={name} />
      </Box>
      <Stack gap={6} p="xs">
        <AnchorLink
          to="/dashboard/images/$imageId"
          params={{ imageId: String(image.id) }}
          c="inherit"
          size="sm"
          underline="hover"
          lineClamp={1}
        >
          {name}
        </AnchorLink>
        <ImageState state={image.status} size="sm" />
      </Stack>
    </Card>
  );
}

function Picture({ image, name }: { image: Image; name: string }) {
  if (image.thumbnail_url)
    return (
      <AnchorLink
        to="/dashboard/images/$imageId"
        params={{ imageId: String(image.id) }}
        className={classes.card}
        tabIndex={-1}
        aria-hidden
      >
        <img
          src={image.thumbnail_url}
          alt={name}
          loading="lazy"
          decoding="async"
          className={classes.picture}
        />
      </AnchorLink>
    );
  if (image.status === 'pending') return <BeingMade id={image.id} />;
  return (
    <Center h="100%" p="sm">
      <Stack gap="xs" align="center">
        <IconPhotoOff size={32} stroke={1.5} aria-hidden />
        <Text size="xs" ta="center" lineClamp={4}>
          {image.failure?.message}
        </Text>
      </Stack>
    </Center>
  );
}

/** How the making goes, and its end by hand. */
export function BeingMade({ id }: { id: number }) {
  const t = useImagesTexts();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const detail = useQuery(imageQuery(projectId, id, useLanguage()));
  const cancel = useCancel();
  const progress = detail.data?.progress;
  return (
    <Box h="100%" pos="relative">
      <Skeleton h="100%" radius={0} />
      <Center pos="absolute" inset={0} p="xs">
        <Stack gap="xs" align="center">
          <Text size="sm" fw={600}>
            {progress && progress.failed_attempts > 0
              ? t('card.retrying', { count: progress.failed_attempts + 1 })
              : t('card.waiting')}
          </Text>
          {progress?.last_problem && (
            <Text size="xs" ta="center" lineClamp={3}>
              {progress.last_problem.message}
            </Text>
          )}
          {mayEdit && (
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconX size={14} aria-hidden />}
                loading={cancel.isPending}
                onClick={() => cancel.mutate([id])}
              >
                {t('card.cancel')}
              </Button>
            </Group>
          )}
        </Stack>
      </Center>
    </Box>
  );
}

/** Ends the making of images: they go, the history keeps what was begun. */
export function useCancel() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (ids: number[]) => Promise.all(ids.map((id) => api.delete(`/api/images/${id}`))),
    onError: notify.failed,
    onSettled: () => refresh('images'),
  });
}
