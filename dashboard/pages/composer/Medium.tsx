import { ActionIcon, Center, Group, Image, Stack, Text, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCrop, IconMovie, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DraftMedium } from './draft.ts';
import classes from './Medium.module.css';
import { useComposerTexts } from './texts.ts';

interface MediumProps {
  medium: DraftMedium;
  /** From 1. */
  number: number;
  isLast: boolean;
  describe: (altText: string) => void;
  crop: () => void;
  remove: () => void;
  move: (by: number) => void;
}

/** A picture or a film of the post, and what can be done with it. */
export function Medium({ medium, number, isLast, describe, crop, remove, move }: MediumProps) {
  const t = useComposerTexts();
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm" role="group" aria-label={t('media.picture', { number })}>
      {medium.url === null ? (
        <Center w={76} h={76} className={classes.film}>
          <IconMovie size={32} stroke={1.5} role="img" aria-label={t('media.film')} />
        </Center>
      ) : (
        <Image src={medium.url} alt="" w={76} h={76} radius="md" fit="cover" />
      )}
      <Stack gap={4} flex={1} miw={0} mih={76} justify={medium.kind === 'video' ? 'center' : 'flex-start'}>
        {medium.kind === 'video' ? (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {medium.name ?? t('media.filmKept')}
          </Text>
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
      <Group gap={2} w={60} justify="flex-end">
        {medium.kind === 'image' && medium.url !== null && (
          <Action label={t('crop.open', { number })} act={crop}>
            <IconCrop size={16} />
          </Action>
        )}
        <Action label={t('media.remove', { number })} act={remove}>
          <IconTrash size={16} />
        </Action>
        {number > 1 && (
          <Action label={t('media.earlier', { number })} act={() => move(-1)} moves={-1}>
            <IconArrowUp size={16} />
          </Action>
        )}
        {!isLast && (
          <Action label={t('media.later', { number })} act={() => move(1)} moves={1}>
            <IconArrowDown size={16} />
          </Action>
        )}
      </Group>
    </Group>
  );
}

interface ActionProps {
  label: string;
  act: () => void;
  /** Where it moves the picture to. */
  moves?: 1 | -1;
  children: ReactNode;
}

const Action = ({ label, act, moves, children }: ActionProps) => (
  <ActionIcon size={28} color="gray" aria-label={label} title={label} data-move={moves} onClick={act}>
    {children}
  </ActionIcon>
);
