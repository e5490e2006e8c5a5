import { Button, Card, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PartProps } from './partProps.ts';
import { CropDialog } from './CropDialog.tsx';
import type { DraftMedium } from './draft.ts';
import { GalleryDialog } from './GalleryDialog.tsx';
import { MediaUpload } from './MediaUpload.tsx';
import { Medium } from './Medium.tsx';
import { useComposerTexts } from './texts.ts';

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
  const rows = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const move = (from: number, by: number) => {
    const to = from + by;
    flushSync(() => {
      set(media.map((each, index) => media[swapped(index, from, to)] ?? each));
      setSaid(t('media.moved', { number: from + 1, place: to + 1 }));
    });
    // The focus goes with what was moved; where it cannot go on that way, to the way back.
    const row = rows.current?.children[to];
    const button =
      row?.querySelector<HTMLElement>(`[data-move="${by}"]`) ??
      row?.querySelector<HTMLElement>('[data-move]');
    button?.focus();
  };
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
        <Stack gap="md" ref={rows} {...(media.length === 0 && { display: 'none' })}>
          {media.map((medium, index) => (
            <Medium
              key={keyAt(media, index)}
              medium={medium}
              number={index + 1}
              isLast={index === media.length - 1}
              describe={(altText) => replaceAt(index, { ...medium, altText })}
              crop={() => setCropped(index)}
              remove={() => set(media.filter((_, at) => at !== index))}
              move={(by) => move(index, by)}
            />
          ))}
        </Stack>
        <VisuallyHidden role="status">{said}</VisuallyHidden>
        {media.length < most && (
          <Group gap="sm">
            <Button variant="light" leftSection={<IconPhotoPlus size={18} aria-hidden />} onClick={open}>
              {t('media.add')}
            </Button>
            <MediaUpload
              takesFilms={takesFilms}
              add={(medium) => change((current) => ({ media: [...current.media, medium] }))}
            />
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

/** The same for the same picture, wherever it stands; of one that is there twice, for each of them. */
function keyAt(media: DraftMedium[], index: number): string {
  const nameOf = ({ image, video, url }: DraftMedium) => `${image}/${video}/${url}`;
  const name = nameOf(media[index] as DraftMedium);
  return `${name}/${media.slice(0, index).filter((each) => nameOf(each) === name).length}`;
}

const isCroppable = (
  medium: DraftMedium | undefined,
): medium is DraftMedium & { image: number; url: string } =>
  medium !== undefined && medium.image !== null && medium.url !== null;

const swapped = (index: number, one: number, other: number): number =>
  index === one ? other : index === other ? one : index;
