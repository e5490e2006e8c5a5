import { ActionIcon, Button, Card, Group, Image, Stack, Text, Textarea, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconMovie, IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import type { PartProps } from './Composer.tsx';
import type { DraftMedium } from './draft.ts';
import { GalleryDialog } from './GalleryDialog.tsx';
import { useComposerTexts } from './texts.ts';

/** The pictures of the post, in their order, and what they show in words. */
export function MediaCard({ draft, change, chosen }: PartProps) {
  const t = useComposerTexts();
  const [opened, { open, close }] = useDisclosure(false);
  const { media } = draft;
  const most = Math.max(1, ...chosen.map(({ rules }) => rules.media.maximum));
  const hasFilm = media.some(({ kind }) => kind === 'video');
  const set = (next: DraftMedium[]) => change({ media: next });
  const move = (from: number, to: number) =>
    set(media.map((each, index) => media[swapped(index, from, to)] ?? each));
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
            key={`${medium.image}/${index}`}
            medium={medium}
            number={index + 1}
            isLast={index === media.length - 1}
            describe={(altText) => set(media.map((each, at) => (at === index ? { ...each, altText } : each)))}
            remove={() => set(media.filter((_, at) => at !== index))}
            move={(by) => move(index, index + by)}
          />
        ))}
        {!hasFilm && media.length < most && (
          <Group>
            <Button variant="light" leftSection={<IconPhotoPlus size={18} aria-hidden />} onClick={open}>
              {t('media.add')}
            </Button>
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
    </Card>
  );
}

const swapped = (index: number, one: number, other: number): number =>
  index === one ? other : index === other ? one : index;

interface MediumProps {
  medium: DraftMedium;
  /** From 1. */
  number: number;
  isLast: boolean;
  describe: (altText: string) => void;
  remove: () => void;
  move: (by: number) => void;
}

function Medium({ medium, number, isLast, describe, remove, move }: MediumProps) {
  const t = useComposerTexts();
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm" role="group" aria-label={t('media.picture', { number })}>
      {medium.url === null ? (
        <IconMovie size={40} role="img" aria-label={t('media.film')} />
      ) : (
        <Image src={medium.url} alt="" w={76} h={76} radius="md" fit="cover" />
      )}
      <Stack gap={4} flex={1} miw={0}>
        {medium.kind === 'video' ? (
          <Text size="sm">{t('media.filmKept')}</Text>
        ) : (
          <Textarea
            size="sm"
            label={t('media.alt')}
            placeholder={t('media.altHint')}
            maxLength={2000}
            minRows={1}
            value={medium.altText}
            onChange={({ currentTarget }) => describe(currentTarget.value)}
          />
        )}
      </Stack>
      <Stack gap={2}>
        <ActionIcon size="sm" color="gray" aria-label={t('media.remove', { number })} onClick={remove}>
          <IconTrash size={16} />
        </ActionIcon>
        {number > 1 && (
          <ActionIcon
            size="sm"
            color="gray"
            aria-label={t('media.earlier', { number })}
            onClick={() => move(-1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
        )}
        {!isLast && (
          <ActionIcon
            size="sm"
            color="gray"
            aria-label={t('media.later', { number })}
            onClick={() => move(1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
        )}
      </Stack>
    </Group>
  );
}
