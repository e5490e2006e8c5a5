import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconMovie } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { UploadedVideo } from '../../../contracts/scheduledPosts.ts';
import { api } from '../../app/client/api.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { problemText } from '../../components/notify.tsx';
import type { DraftMedium } from './draft.ts';
import { useComposerTexts } from './texts.ts';

/** As the API takes them. */
const largest = 100 * 1024 * 1024;
const mebibyte = 1024 * 1024;

/** Brings a film of one's own; what is refused says why below the button. */
export function VideoUpload({ add }: { add: (film: DraftMedium) => void }) {
  const t = useComposerTexts();
  const format = useFormat();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const sizeOf = (bytes: number) => format.number(Math.ceil(bytes / mebibyte));

  async function bring(file: File | null): Promise<void> {
    if (!file) return;
    setProblem(null);
    if (file.size > largest) {
      setProblem(t('media.filmTooLarge', { size: sizeOf(file.size), limit: sizeOf(largest) }));
      return;
    }
    setBusy(true);
    try {
      const form = new FormData();
      form.append('video', file);
      const idempotencyKey = crypto.randomUUID();
      const { id } = await api.post<z.infer<typeof UploadedVideo>>('/api/scheduler/videos', {
        form,
        idempotencyKey,
      });
      add({ kind: 'video', image: null, video: id, url: null, altText: '', name: file.name });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap={4}>
      <FileButton accept="video/mp4" onChange={(file) => void bring(file)} disabled={isBusy}>
        {(props) => (
          <Button
            {...props}
            variant="subtle"
            loading={isBusy}
            leftSection={<IconMovie size={18} aria-hidden />}
            title={t('media.filmHint', { size: sizeOf(largest) })}
          >
            {t('media.addFilm')}
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
