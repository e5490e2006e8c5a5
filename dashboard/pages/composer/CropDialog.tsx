import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { IconCrop } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { ImageSummary } from '../../../contracts/images.ts';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useRefresh } from '../../app/projects/projects.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { notify } from '../../components/notify.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { CropArea } from './CropArea.tsx';
import { largestBox, shapes, wholePixels, type Box, type Shape, type Size } from './cropBox.ts';
import { CropSliders } from './CropSliders.tsx';
import { pictureOf, type DraftMedium } from './draft.ts';
import type { Account } from './questions.ts';
import { useComposerTexts } from './texts.ts';

interface CropDialogProps {
  medium: DraftMedium & { image: number; url: string };
  chosen: Account[];
  onClose: () => void;
  /** Given the new picture, in place of the whole. */
  replace: (medium: DraftMedium) => void;
}

/** Cuts a picture to the shape that the platforms take: a new image, the whole stays. */
export function CropDialog({ medium, chosen, onClose, replace }: CropDialogProps) {
  const t = useComposerTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const [shape, setShape] = useState<Shape>(() => firstShape(chosen));
  const [picture, setPicture] = useState<Size | null>(null);
  const [box, setBox] = useState<Box | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const cut = picture && box && wholePixels(box, picture);

  const choose = (next: Shape) => {
    setShape(next);
    if (picture) setBox(largestBox(picture, next));
  };
  const apply = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = `/api/images/${medium.image}/crop`;
      const made = await api.post<z.infer<typeof ImageSummary>>(path, { body: cut });
      void refresh('images');
      replace({ ...pictureOf(made), altText: medium.altText });
      notify.done(t('crop.done'));
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('crop.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <Stack>
        <NativeSelect
          label={t('crop.shape')}
          value={shape}
          onChange={({ currentTarget }) => choose(currentTarget.value as Shape)}
          data={(Object.keys(shapes) as Shape[]).map((value) => ({
            value,
            label: t(`crop.shapes.${value}`),
          }))}
          data-autofocus
        />
        <CropArea
          url={medium.url}
          label={t('crop.picture')}
          picture={picture}
          box={box}
          onMove={setBox}
          onSize={(size) => {
            setPicture(size);
            setBox(largestBox(size, shape));
          }}
        />
        {picture && box && <CropSliders picture={picture} box={box} isFree={shape === 'free'} set={setBox} />}
        {cut && <Fitting cut={cut} chosen={chosen} />}
        <FormProblem error={error} withFields />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {app('actions.cancel')}
          </Button>
          <Button
            leftSection={<IconCrop size={18} aria-hidden />}
            disabled={!cut}
            loading={isBusy}
            onClick={() => void apply()}
          >
            {t('crop.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** How much stays, and which platforms take that as it is. */
function Fitting({ cut, chosen }: { cut: Box; chosen: Account[] }) {
  const t = useComposerTexts();
  const format = useFormat();
  const namesOf = (accounts: Account[]) =>
    format.list([...new Set(accounts.map(({ platform }) => platformName(platform)))]);
  const takes = chosen.filter((account) => takesShape(account, cut.width / cut.height));
  const pads = chosen.filter((account) => !takes.includes(account));
  return (
    <Text size="sm" c="dimmed" role="status">
      {t('crop.pixels', { width: format.number(cut.width), height: format.number(cut.height) })}
      {takes.length > 0 && ` · ${t('crop.takenBy', { platforms: namesOf(takes) })}`}
      {pads.length > 0 && ` · ${t('crop.paddedAt', { platforms: namesOf(pads) })}`}
    </Text>
  );
}

/** A shape that was rounded to pixels is still that shape. */
const rounding = 0.005;

const takesShape = ({ rules: { image } }: Account, ratio: number): boolean =>
  image.ratio === null ||
  (ratio >= image.ratio.minimum - rounding && ratio <= image.ratio.maximum + rounding);

/** The first shape that all of the accounts take; the square is what most do. */
const firstShape = (chosen: Account[]): Shape =>
  (['square', 'portrait', 'wide', 'tall'] as const).find((shape) =>
    chosen.every((account) => takesShape(account, shapes[shape])),
  ) ?? 'square';
