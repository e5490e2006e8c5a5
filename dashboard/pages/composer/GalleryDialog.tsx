import {
  Button,
  Group,
  Image,
  Modal,
  ScrollArea,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPhoto, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { ImagePage, ImageSummary } from '../../../contracts/images.ts';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { projectKey, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { pictureOf, type DraftMedium } from './draft.ts';
import classes from './GalleryDialog.module.css';
import { useComposerTexts } from './texts.ts';

interface GalleryDialogProps {
  opened: boolean;
  onClose: () => void;
  /** How many more the post may have. */
  most: number;
  /** Images that the post has already. */
  taken: number[];
  add: (media: DraftMedium[]) => void;
}

type Picture = z.infer<typeof ImageSummary>;

/** Chooses approved images of the project. */
export function GalleryDialog({ opened, onClose, ...rest }: GalleryDialogProps) {
  const t = useComposerTexts();
  const app = useAppTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('media.gallery')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <Gallery onClose={onClose} {...rest} />
    </Modal>
  );
}

function useGallery(search: string) {
  const { id } = useProject();
  const [settled] = useDebouncedValue(search.trim(), 300);
  return useInfiniteQuery({
    queryKey: projectKey(id, 'images', 'validated', settled),
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof ImagePage>>('/api/images', {
        query: { status: 'validated', search: settled || null, page: pageParam, page_size: 36 },
        signal,
      }),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (last.next ? pages.length + 1 : undefined),
    placeholderData: keepPreviousData,
  });
}

function Gallery({ onClose, most, taken, add }: Omit<GalleryDialogProps, 'opened'>) {
  const t = useComposerTexts();
  const app = useAppTexts();
  const [search, setSearch] = useState('');
  const [marked, setMarked] = useState<Picture[]>([]);
  const gallery = useGallery(search);
  const pictures = gallery.data?.pages.flatMap(({ results }) => results) ?? [];
  const isMarked = ({ id }: Picture) => marked.some((each) => each.id === id);
  /** Whether somebody wanted more than the post may have. */
  const [isFull, setFull] = useState(false);
  const toggle = (picture: Picture) => {
    const others = marked.filter(({ id }) => id !== picture.id);
    // Of one that may be chosen, another takes the place.
    const fits = isMarked(picture) || marked.length < most || most === 1;
    setFull(!fits);
    if (fits) setMarked(isMarked(picture) ? others : [...others, picture].slice(-most));
  };
  const choose = () => {
    add(marked.map(pictureOf));
    onClose();
  };

  if (gallery.isLoadingError)
    return <ErrorState error={gallery.error} retry={() => void gallery.refetch()} />;
  if (gallery.isSuccess && pictures.length === 0 && search === '')
    return (
      <EmptyState icon={IconPhoto} title={t('media.galleryEmpty')} text={t('media.galleryEmptyText')}>
        <ButtonLink to="/dashboard/images">{t('media.toImages')}</ButtonLink>
      </EmptyState>
    );
  return (
    <Stack>
      <TextInput
        aria-label={t('media.search')}
        placeholder={t('media.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <ScrollArea.Autosize mah="56dvh">
        <SimpleGrid cols={{ base: 2, xs: 3, sm: 4 }} spacing="xs" p={4}>
          {gallery.isPending && Array.from({ length: 8 }, (_, index) => <Skeleton key={index} h={140} />)}
          {pictures.map((picture) => (
            <button
              key={picture.id}
              type="button"
              className={classes.picture}
              aria-pressed={isMarked(picture)}
              aria-label={picture.prompt || t('media.own', { id: picture.id })}
              disabled={taken.includes(picture.id)}
              onClick={() => toggle(picture)}
            >
              <Image src={picture.thumbnail_url} alt="" h={140} radius="md" fit="cover" loading="lazy" />
            </button>
          ))}
        </SimpleGrid>
        {gallery.isSuccess && pictures.length === 0 && (
          <Text c="dimmed" ta="center" py="lg">
            {t('media.nothingFound')}
          </Text>
        )}
        {gallery.hasNextPage && (
          <Group justify="center" py="sm">
            <Button
              variant="default"
              loading={gallery.isFetchingNextPage}
              onClick={() => void gallery.fetchNextPage()}
            >
              {app('actions.more')}
            </Button>
          </Group>
        )}
      </ScrollArea.Autosize>
      <Text size="sm" role="status">
        {isFull && t('media.full', { count: most })}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {app('actions.cancel')}
        </Button>
        <Button disabled={marked.length === 0} onClick={choose}>
          {t('media.choose', { count: marked.length })}
        </Button>
      </Group>
    </Stack>
  );
}
