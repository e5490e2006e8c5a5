import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PartProps } from './Composer.tsx';
import { CropDialog } from './CropDialog.tsx';
import type { DraftMedium } from './draft.ts';
import { GalleryDialog } from './GalleryDialog.tsx';
import { Medium } from './Medium.tsx';
import { useComposerTexts } from './texts.ts';
import { VideoUpload } from './VideoUpload.tsx';

/** The pictures and films of the post, in their order, and what they show in words. */
export function MediaCard({ draft, change, chosen }: PartProps) {
  const t = useComposerTexts();
  const [opened, { open, close }] = useDisclosure(false);
  const [cropped, setCropped] = useState<number | null>(null);
  const { media } = draft;
  const most = Math.max(1, ...chosen.map(({ rules }) => rules.media.maximum));
  const takesFilms = chosen.length === 0 || chosen.some(({ rules }) => rules.media.kinds.includes('video'));
  const set = (next: DraftMedium[]) => change({ media: next });
  const replaceAt = (index: number, by: DraftMedium) =>
    set(media.map((each, at) => (at === index ? by : each)));
  const move = (from: number, to: number) =>
    set(media.map((each, index) => media[swapped(index, from, to)] ?? each));
  const toCrop = cropped === null ? undefined : media[cropped];
  return (
    <Card>
      <Stack gap="md">
        <Title order={2} size="h3">
          {t('media.title')}
        </Title>
        {media.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('media.empty')}
          </Text>
        )}
        {media.map((medium, index) => (
          <Medium
            key={`${medium.image}/${medium.video}/${index}`}
            medium={medium}
            number={index + 1}
            isLast={index === media.length - 1}
            describe={(altText) => replaceAt(index, { ...medium, altText })}
            crop={() => setCropped(index)}
            remove={() => set(media.filter((_, at) => at !== index))}
            move={(by) => move(index, index + by)}
          />
        ))}
        {media.length < most && (
          <Group gap="sm">
            <Button variant="light" leftSection={<IconPhotoPlus size={18} aria-hidden />} onClick={open}>
              {t('media.add')}
            </Button>
            {takesFilms && (
              <VideoUpload add={(film) => change((current) => ({ media: [...current.media, film] }))} />
            )}
          </Group>
        )}
      </Stack>
      <GalleryDialog
        opened={opened}
        onClose={close}
        most={most - media.length}
        taken={media.flatMap(({ image }) => image ?? [])}
        add={(added) => set([...media, ...added])}
      />
      {cropped !== null && isCroppable(toCrop) && (
        <CropDialog
          medium={toCrop}
          chosen={chosen}
          onClose={() => setCropped(null)}
          replace={(medium) => replaceAt(cropped, medium)}
        />
      )}
    </Card>
  );
}

const isCroppable = (
  medium: DraftMedium | undefined,
): medium is DraftMedium & { image: number; url: string } =>
  medium !== undefined && medium.image !== null && medium.url !== null;

const swapped = (index: number, one: number, other: number): number =>
  index === one ? other : index === other ? one : index;
