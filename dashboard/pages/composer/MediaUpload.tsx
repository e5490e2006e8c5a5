import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { ImageSummary } from '../../../contracts/images.ts';
import type { UploadedVideo } from '../../../contracts/scheduledPosts.ts';
import { imageUploadLimit, imageUploadTypes, videoUploadLimit } from '../../../contracts/uploads.ts';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { problemText } from '../../components/notify.tsx';
import { pictureOf, type DraftMedium } from './draft.ts';
import { useComposerTexts } from './texts.ts';

const mebibyte = 1024 * 1024;
const largest = { image: imageUploadLimit, video: videoUploadLimit };

interface MediaUploadProps {
  /** Whether a film may be brought, too. */
  takesFilms: boolean;
  add: (medium: DraftMedium) => void;
}

/** Brings a picture of one's own, which the gallery keeps, or a film; what is refused says why below the button. */
export function MediaUpload({ takesFilms, add }: MediaUploadProps) {
  const t = useComposerTexts();
  const format = useFormat();
  const { id: project } = useProject();
  const refresh = useRefresh();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const again = useRef<() => void>(null);
  const sizeOf = (bytes: number) => format.number(Math.ceil(bytes / mebibyte));

  async function send(file: File, kind: 'image' | 'video'): Promise<DraftMedium> {
    const form = new FormData();
    form.append(kind, file);
    const request = { form, idempotencyKey: crypto.randomUUID(), project };
    if (kind === 'image') {
      const picture = await api.post<z.infer<typeof ImageSummary>>('/api/images/upload', request);
      void refresh('images');
      return pictureOf(picture);
    }
    const { id } = await api.post<z.infer<typeof UploadedVideo>>('/api/scheduler/videos', request);
    return { kind, image: null, video: id, url: null, altText: '', name: file.name };
  }

  async function bring(file: File | null): Promise<void> {
    again.current?.();
    if (!file) return;
    setProblem(null);
    const kind = file.type.startsWith('image/') ? 'image' : 'video';
    if (file.size > largest[kind]) {
      setProblem(t('media.tooLarge', { size: sizeOf(file.size), limit: sizeOf(largest[kind]) }));
      return;
    }
    setBusy(true);
    try {
      add(await send(file, kind));
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap={4}>
      <FileButton
        accept={[...imageUploadTypes, ...(takesFilms ? ['video/mp4'] : [])].join(',')}
        onChange={(file) => void bring(file)}
        disabled={isBusy}
        resetRef={again}
      >
        {(props) => (
          <Button
            {...props}
            variant="subtle"
            loading={isBusy}
            leftSection={<IconUpload size={18} aria-hidden />}
            title={t(takesFilms ? 'media.uploadHint' : 'media.uploadPictureHint', {
              picture: sizeOf(largest.image),
              film: sizeOf(largest.video),
            })}
          >
            {t(takesFilms ? 'media.upload' : 'media.uploadPicture')}
          </Button>
        )}
      </FileButton>
      {problem && (
        <Text size="sm" c="red" role="alert">
          {problem}
        </Text>
      )}
    </Stack>
  );
}
