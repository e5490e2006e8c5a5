import { Box, Button, Card, Center, Skeleton, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { captionHeight, ImageCard } from './ImageCard.tsx';
import { imagesQuery, pageSize, type Image, type ImagesFilter } from './questions.ts';
import { useImagesTexts } from './texts.ts';

/** Pixels. */
const gap = 16;
const widestCard = 250;

interface GalleryProps {
  filter: ImagesFilter;
  /** How many there are in all. */
  count: number;
}

/** All images of a filter: only those in sight, and a little around, are read and drawn, however many there are. */
export function Gallery({ filter, count }: GalleryProps) {
  const t = useImagesTexts();
  const app = useAppTexts();
  const { id: projectId } = useProject();
  const { ref, width } = useElementSize();
  const columns = Math.max(2, Math.ceil((width + gap) / (widestCard + gap)));
  const side = Math.max(0, (width - gap * (columns - 1)) / columns);
  const rowHeight = side + captionHeight + gap;
  const [top, setTop] = useState(0);
  const rows = useWindowVirtualizer({
    count: width === 0 ? 0 : Math.ceil(count / columns),
    estimateSize: () => rowHeight,
    overscan: 2,
    scrollMargin: top,
  });
  useLayoutEffect(() => rows.measure(), [rowHeight, rows]);

  const shown = rows.getVirtualItems();
  const first = (shown[0]?.index ?? 0) * columns;
  const last = Math.min(count, ((shown.at(-1)?.index ?? 0) + 1) * columns) - 1;
  const pages = range(Math.floor(first / pageSize), Math.floor(Math.max(first, last) / pageSize));
  const answers = useQueries({ queries: pages.map((page) => imagesQuery(projectId, filter, page + 1)) });
  const answerAt = (place: number) => answers[pages.indexOf(Math.floor(place / pageSize))];
  const imageAt = (place: number): Image | undefined => answerAt(place)?.data?.results[place % pageSize];

  return (
    <Box
      ref={(element: HTMLDivElement | null) => {
        ref(element);
        if (element) setTop(element.getBoundingClientRect().top + window.scrollY);
      }}
    >
      <Text size="sm" c="dimmed" mb="sm" role="status">
        {t('found', { count })}
      </Text>
      <Box role="list" aria-label={t('title')} pos="relative" h={rows.getTotalSize()}>
        {shown.flatMap(({ index, start }) =>
          range(index * columns, Math.min(count, (index + 1) * columns) - 1).map((place) => {
            const image = imageAt(place);
            return (
              <Box
                key={image?.id ?? `at ${place}`}
                role="listitem"
                aria-setsize={count}
                aria-posinset={place + 1}
                pos="absolute"
                top={start - rows.options.scrollMargin}
                left={(place % columns) * (side + gap)}
                w={side}
              >
                {image ? (
                  <ImageCard image={image} side={side} />
                ) : answerAt(place)?.isError ? (
                  <Card padding="xs" h={side + captionHeight} radius="md">
                    <Center h="100%">
                      <Button size="xs" variant="default" onClick={() => void answerAt(place)?.refetch()}>
                        {app('actions.retry')}
                      </Button>
                    </Center>
                  </Card>
                ) : (
                  <Card padding={0} h={side + captionHeight} radius="md">
                    <Skeleton h="100%" radius={0} />
                  </Card>
                )}
              </Box>
            );
          }),
        )}
      </Box>
    </Box>
  );
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place);
