import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useAppTexts, useLanguage } from '../../app/i18n/i18n.ts';
import { useProject } from '../../app/projects/projects.ts';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { useUnsaved } from '../../components/useUnsaved.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { GenerateForm } from './GenerateForm.tsx';
import { imageQuery } from './questions.ts';
import { useImagesTexts } from './texts.ts';

interface GenerateDrawerProps {
  opened: boolean;
  /** An image whose making is to be repeated. */
  like: number | null;
  onClose: () => void;
  review: () => void;
}

/** Orders images, and shows them come. */
export function GenerateDrawer({ opened, like, onClose, review }: GenerateDrawerProps) {
  const t = useImagesTexts();
  const app = useAppTexts();
  const [ordered, setOrdered] = useState<number[]>([]);
  const close = () => {
    setOrdered([]);
    onClose();
  };
  const isDirty = useRef<() => boolean>(() => false);
  const tellDirty = useCallback((asked: () => boolean) => {
    isDirty.current = asked;
  }, []);
  const unsaved = useUnsaved(() => isDirty.current());
  const { id: projectId } = useProject();
  const original = useQuery({
    ...imageQuery(projectId, like ?? 0, useLanguage()),
    enabled: opened && like !== null,
  });
  return (
    <Drawer
      opened={opened}
      onClose={close}
      title={t(ordered.length > 0 ? 'progress.title' : 'form.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {unsaved.dialog}
      {ordered.length > 0 ? (
        <BatchProgress ids={ordered} more={() => setOrdered([])} review={review} />
      ) : like !== null && original.isPending ? (
        <FormSkeleton />
      ) : (
        <GenerateForm like={original.data ?? null} ordered={setOrdered} tellDirty={tellDirty} />
      )}
    </Drawer>
  );
}
