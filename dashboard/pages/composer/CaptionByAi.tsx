import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { CaptionDialog } from './CaptionDialog.tsx';
import type { PartProps } from './partProps.ts';
import { splitHashtags, type Draft } from './draft.ts';
import { useComposerTexts } from './texts.ts';
import type { Caption } from './useCaption.ts';

type Words = Pick<Draft, 'caption' | 'hashtags'>;

/** Has the caption written by AI; what was there before comes back until one writes on. */
export function CaptionByAi({ draft, change, chosen }: PartProps) {
  const t = useComposerTexts();
  const [opened, { open, close }] = useDisclosure(false);
  const [taken, setTaken] = useState<{ before: Words; after: Words } | null>(null);
  const canUndo = taken !== null && isSame(draft, taken.after);

  function take(written: Caption, how: 'replace' | 'append') {
    const { caption, hashtags } = draft;
    const after = wordsWith(written, how === 'append' ? draft : { caption: '', hashtags });
    setTaken({ before: { caption, hashtags }, after });
    change(after);
  }

  return (
    <Group gap={4} ml="auto">
      {canUndo && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={() => change(taken.before)}
        >
          {t('ai.undo')}
        </Button>
      )}
      <Button
        variant="light"
        size="compact-sm"
        leftSection={<IconSparkles size={16} aria-hidden />}
        onClick={open}
      >
        {t('ai.open')}
      </Button>
      {opened && <CaptionDialog draft={draft} chosen={chosen} onClose={close} take={take} />}
    </Group>
  );
}

const isSame = (one: Words, other: Words) =>
  one.caption === other.caption && one.hashtags.join(' ') === other.hashtags.join(' ');

const wordsWith = ({ caption, hashtags }: Caption, before: Words): Words => ({
  caption: [before.caption.trimEnd(), caption].filter(Boolean).join('\n\n'),
  hashtags: [...new Set([...before.hashtags, ...splitHashtags(hashtags)])],
});
