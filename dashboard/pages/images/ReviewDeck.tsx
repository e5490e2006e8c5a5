import { Badge, Button, Center, Group, Kbd, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowLeft, IconArrowRight, IconCheck, IconChecks, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { notify } from '../../components/notify.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import classes from './Images.module.css';
import type { Image } from './questions.ts';
import { useImagesTexts } from './texts.ts';

type Decision = 'validate' | 'reject';

interface ReviewDeckProps {
  images: Image[];
  onClose: () => void;
}

/** One image at a time. A decision shows at once and is sent behind; who goes back decides otherwise. */
export function ReviewDeck({ images, onClose }: ReviewDeckProps) {
  const t = useImagesTexts();
  const refresh = useRefresh();
  const [place, setPlace] = useState(0);
  const [decisions, setDecisions] = useState<Record<number, Decision>>({});
  const image = images[place];
  const approve = useRef<HTMLButtonElement>(null);
  // The images came after the dialog, whose focus stands on its way out.
  useEffect(() => approve.current?.focus(), []);
  const count = images.length;

  const forget = (id: number) =>
    setDecisions((all) => Object.fromEntries(Object.entries(all).filter(([each]) => each !== String(id))));
  const decide = (action: Decision) => {
    if (!image) return;
    const { id } = image;
    setPlace(place + 1);
    if (decisions[id] === action) return;
    setDecisions({ ...decisions, [id]: action });
    api
      .patch(`/api/images/${id}/validate`, { body: { action } })
      .catch((error: unknown) => {
        forget(id);
        notify.failed(error);
      })
      .finally(() => void refresh('images'));
  };
  const step = (by: number) => setPlace((now) => Math.min(count, Math.max(0, now + by)));
  useHotkeys([
    // Approve, and as the French say it.
    ['a', () => decide('validate')],
    ['v', () => decide('validate')],
    ['r', () => decide('reject')],
    ['ArrowRight', () => step(1)],
    ['ArrowLeft', () => step(-1)],
  ]);

  if (!image) return <Done decisions={Object.values(decisions)} back={() => step(-1)} onClose={onClose} />;
  const decided = decisions[image.id];
  return (
    <Stack maw={900} mx="auto" gap="md">
      <Group justify="space-between">
        <Text role="status" size="sm">
          {t('reviewing.place', { place: place + 1, count })}
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
  back: () => void;
  onClose: () => void;
}

function Done({ decisions, back, onClose }: DoneProps) {
  const t = useImagesTexts();
  const approved = decisions.filter((each) => each === 'validate').length;
  return (
    <Center mih="60dvh">
      <Stack align="center" role="status">
        <IconChecks size={48} stroke={1.5} aria-hidden />
        <Title order={2}>{t('reviewing.done')}</Title>
        <Text>{t('reviewing.doneText', { approved, rejected: decisions.length - approved })}</Text>
        <Group>
          <Button variant="default" onClick={back}>
            {t('reviewing.back')}
          </Button>
          <Button onClick={onClose}>{t('reviewing.close')}</Button>
        </Group>
      </Stack>
    </Center>
  );
}
