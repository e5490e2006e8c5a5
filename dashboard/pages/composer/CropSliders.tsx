import { Slider, Stack, Text } from '@mantine/core';
import { moved, resized, type Box, type Size } from './cropBox.ts';
import { useComposerTexts } from './texts.ts';

interface CropSlidersProps {
  picture: Size;
  box: Box;
  /** Each side has a size of its own. */
  isFree: boolean;
  set: (box: Box) => void;
}

/** Size and place of the part that stays, in percent: all of it by keys too. */
export function CropSliders({ picture, box, isFree, set }: CropSlidersProps) {
  const t = useComposerTexts();
  const ratio = box.width / box.height;
  const widest = isFree ? picture.width : Math.min(picture.width, picture.height * ratio);
  const place = (at: number, room: number) => (room < 1 ? 50 : (100 * at) / room);
  const roomAcross = picture.width - box.width;
  const roomDown = picture.height - box.height;
  return (
    <Stack gap="sm">
      <Percent
        label={t(isFree ? 'crop.width' : 'crop.size')}
        value={(100 * box.width) / widest}
        minimum={10}
        set={(value) => {
          const width = (widest * value) / 100;
          set(resized(box, picture, { width, height: isFree ? box.height : width / ratio }));
        }}
      />
      {isFree && (
        <Percent
          label={t('crop.height')}
          value={(100 * box.height) / picture.height}
          minimum={10}
          set={(value) =>
            set(resized(box, picture, { width: box.width, height: (picture.height * value) / 100 }))
          }
        />
      )}
      <Percent
        label={t('crop.across')}
        value={place(box.x, roomAcross)}
        disabled={roomAcross < 1}
        set={(value) => set(moved(box, picture, (roomAcross * value) / 100, box.y))}
      />
      <Percent
        label={t('crop.down')}
        value={place(box.y, roomDown)}
        disabled={roomDown < 1}
        set={(value) => set(moved(box, picture, box.x, (roomDown * value) / 100))}
      />
    </Stack>
  );
}

interface PercentProps {
  label: string;
  value: number;
  minimum?: number;
  disabled?: boolean;
  set: (value: number) => void;
}

function Percent({ label, value, minimum = 0, disabled = false, set }: PercentProps) {
  return (
    <div>
      <Text size="sm" fw={500} aria-hidden>
        {label}
      </Text>
      <Slider
        thumbLabel={label}
        label={(shown) => `${Math.round(shown)} %`}
        min={minimum}
        max={100}
        step={1}
        value={Math.round(value)}
        disabled={disabled}
        onChange={set}
      />
    </div>
  );
}
