import { Badge, Button, Center, Group, Kbd, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconArrowRight, IconCheck, IconChecks, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useProject } from '../../app/projects/projects.ts';
import { StateBadge } from '../../components/StateBadge.tsx';
import classes from './Images.module.css';
import { imagesQuery, type Image } from './questions.ts';
import { useImagesTexts } from './texts.ts';
import { useDecisions, type Decision } from './useDecisions.ts';

interface ReviewDeckProps {
  images: Image[];
  /** How many waited when one began: more than are here, where there are very many. */
  total: number;
  /** Begins again with those that wait now. */
  goOn: () => void;
  onClose: () => void;
}

/** One image at a time. A decision shows at once and is sent behind; who goes back decides otherwise. */
export function ReviewDeck({ images, total, goOn, onClose }: ReviewDeckProps) {
  const t = useImagesTexts();
  const [place, setPlace] = useState(0);
  const { decisions, decide: keep } = useDecisions();
  const image = images[place];
  const approve = useRef<HTMLButtonElement>(null);
  // The images came after the dialog, whose focus stands on its way out.
  useEffect(() => approve.current?.focus(), []);
  const count = images.length;

  const decide = (decision: Decision) => {
    if (!image) return;
    setPlace(place + 1);
    keep(image.id, decision);
  };
  /** A key that is held down decides once: nobody has seen the next image yet. */
  const once = (act: () => void) => (event: KeyboardEvent) => {
    if (!event.repeat) act();
  };
  const step = (by: number) => setPlace((now) => Math.min(count, Math.max(0, now + by)));
  useHotkeys([
    // Approve, and as the French say it.
    ['a', once(() => decide('validate'))],
    ['v', once(() => decide('validate'))],
    ['r', once(() => decide('reject'))],
    ['ArrowRight', () => step(1)],
    ['ArrowLeft', () => step(-1)],
  ]);

  if (!image)
    return (
      <Done
        decisions={Object.values(decisions)}
        skipped={images.filter(({ id }) => !decisions[id]).length}
        back={() => step(-1)}
        goOn={goOn}
        onClose={onClose}
      />
    );
  const decided = decisions[image.id];
  return (
    <Stack
      maw={900}
      mx="auto"
      gap="md"
      onKeyDownCapture={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
    >
      <Group justify="space-between">
        <Text role="status" size="sm">
          {t('reviewing.place', { place: place + 1, count })}{' '}
          {total > count && t('reviewing.inAll', { count: total })}
        </Text>
        {decided && (
          <StateBadge
            tone={decided === 'validate' ? 'good' : 'neutral'}
            label={t(decided === 'validate' ? 'reviewing.approved' : 'reviewing.rejected')}
          />
        )}
      </Group>
      <img
        key={image.id}
        src={image.image_url ?? ''}
        alt={image.prompt}
        width={image.width}
        height={image.height}
        className={classes.whole}
        style={{ maxHeight: '56dvh', width: 'auto', height: 'auto' }}
      />
      <Text ta="center" lineClamp={3}>
        {image.prompt}
      </Text>
      {image.tags.length > 0 && (
        <Group justify="center" gap="xs">
          {image.tags.map((tag) => (
            <Badge key={tag} variant="default">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
      <Stack gap="xs" w="100%" maw={460} mx="auto">
        <Group grow gap="sm">
          <Button
            variant="default"
            size="md"
            leftSection={<IconX size={18} aria-hidden />}
            rightSection={<Kbd visibleFrom="sm">R</Kbd>}
            onClick={() => decide('reject')}
          >
            {t('reviewing.reject')}
          </Button>
          <Button
            size="md"
            ref={approve}
            leftSection={<IconCheck size={18} aria-hidden />}
            rightSection={<Kbd visibleFrom="sm">{t('reviewing.approveKey')}</Kbd>}
            onClick={() => decide('validate')}
          >
            {t('reviewing.approve')}
          </Button>
        </Group>
        <Group justify="space-between">
          <Button
            variant="subtle"
            leftSection={<IconArrowLeft size={18} aria-hidden />}
            disabled={place === 0}
            onClick={() => step(-1)}
          >
            {t('reviewing.back')}
          </Button>
          <Button
            variant="subtle"
            rightSection={<IconArrowRight size={18} aria-hidden />}
            onClick={() => step(1)}
          >
            {t('reviewing.skip')}
          </Button>
        </Group>
      </Stack>
      <Text size="sm" c="dimmed" ta="center" visibleFrom="sm">
        {t('reviewing.keys')}
      </Text>
    </Stack>
  );
}

interface DoneProps {
  decisions: Decision[];
  /** How many were passed over: they wait still. */
  skipped: number;
  back: () => void;
  goOn: () => void;
  onClose: () => void;
}

function Done({ decisions, skipped, back, goOn, onClose }: DoneProps) {
  const t = useImagesTexts();
  const { id: projectId } = useProject();
  const waiting = useQuery(imagesQuery(projectId, { status: 'generated' }, 1));
  const left = waiting.data?.count ?? 0;
  const approved = decisions.filter((each) => each === 'validate').length;
  return (
    <Center mih="60dvh">
      <Stack align="center" role="status">
        <IconChecks size={48} stroke={1.5} aria-hidden />
        <Title order={2}>{t(left > skipped ? 'reviewing.doneHere' : 'reviewing.done')}</Title>
        <Text>
          {t('reviewing.approved', { count: approved })},{' '}
          {t('reviewing.rejected', { count: decisions.length - approved })}. {t('reviewing.doneText')}
        </Text>
        {left > 0 && <Text>{t('reviewing.left', { count: left })}</Text>}
        <Group>
          <Button variant="default" onClick={back}>
            {t('reviewing.back')}
          </Button>
          <Button {...(left > 0 && { variant: 'default' })} onClick={onClose}>
            {t('reviewing.close')}
          </Button>
          {left > 0 && <Button onClick={goOn}>{t('reviewing.goOn')}</Button>}
        </Group>
      </Stack>
    </Center>
  );
}
