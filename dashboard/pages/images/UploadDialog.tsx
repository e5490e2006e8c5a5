import '@mantine/dropzone/styles.css';
import { Button, Group, List, Modal, Stack, TagsInput, Text, TextInput, ThemeIcon } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconCheck, IconClock, IconPhotoUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { imageUploadLimit, imageUploadTypes } from '../../../contracts/uploads.ts';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { notify, problemText } from '../../components/notify.tsx';
import { tagsQuery } from './questions.ts';
import { useImagesTexts } from './texts.ts';

interface Upload {
  key: string;
  file: File;
  state: 'waiting' | 'running' | 'done' | 'failed';
  problem?: string;
}

/** Brings pictures of one's own, one after the other; what is refused says why and keeps nothing of the rest. */
export default function UploadDialog({ onClose }: { onClose: () => void }) {
  const t = useImagesTexts();
  const app = useAppTexts();
  const refresh = useRefresh();
  const { id: projectId } = useProject();
  const known = useQuery(tagsQuery(projectId));
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [description, setDescription] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const isBusy = uploads.some(({ state }) => state === 'waiting' || state === 'running');

  const add = async (files: File[], refused: Upload[] = []) => {
    const added = files.map((file): Upload => ({ key: crypto.randomUUID(), file, state: 'waiting' }));
    setUploads((all) => [...all, ...refused, ...added]);
    const note = (key: string, change: Partial<Upload>) =>
      setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
    let done = 0;
    for (const { key, file } of added) {
      note(key, { state: 'running' });
      try {
        await send(file, key, { description, tags, project: projectId });
        note(key, { state: 'done' });
        done += 1;
      } catch (error) {
        note(key, { state: 'failed', problem: problemText(error) });
      }
      void refresh('images');
    }
    if (done > 0) notify.done(t('uploading.finished', { count: done }));
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('uploading.title')}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <Stack>
        <TextInput
          label={t('uploading.description')}
          description={t('uploading.descriptionHint')}
          maxLength={4000}
          value={description}
          onChange={({ currentTarget }) => setDescription(currentTarget.value)}
        />
        <TagsInput
          label={t('form.tags')}
          size="md"
          maxTags={20}
          splitChars={[',']}
          data={known.data?.map(({ name }) => name) ?? []}
          value={tags}
          onChange={setTags}
        />
        <Dropzone
          accept={imageUploadTypes}
          maxSize={imageUploadLimit}
          loading={isBusy}
          onDrop={(files) => void add(files)}
          onReject={(rejections) =>
            void add(
              [],
              rejections.map(({ file }) => ({
                key: crypto.randomUUID(),
                file,
                state: 'failed',
                problem: t(file.size > imageUploadLimit ? 'uploading.tooLarge' : 'uploading.wrongType'),
              })),
            )
          }
          inputProps={{ 'aria-label': t('uploading.drop') }}
        >
          <Group justify="center" p="lg" style={{ pointerEvents: 'none' }}>
            <IconPhotoUp size={40} stroke={1.5} aria-hidden />
            <div>
              <Text fw={600}>{t('uploading.drop')}</Text>
              <Text size="sm" c="dimmed">
                {t('uploading.limits')}
              </Text>
            </div>
          </Group>
        </Dropzone>
        <List spacing="xs" listStyleType="none" aria-live="polite">
          {uploads.map((upload) => (
            <UploadLine key={upload.key} upload={upload} />
          ))}
        </List>
        {uploads.length > 0 && !isBusy && (
          <Group justify="flex-end">
            <Button onClick={onClose}>{app('actions.close')}</Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function UploadLine({ upload: { file, state, problem } }: { upload: Upload }) {
  const t = useImagesTexts();
  const color = state === 'failed' ? 'red' : state === 'done' ? 'green' : 'gray';
  const Icon = state === 'failed' ? IconX : state === 'done' ? IconCheck : IconClock;
  return (
    <List.Item
      icon={
        <ThemeIcon color={color} variant="light" size="sm" aria-hidden>
          <Icon size={14} />
        </ThemeIcon>
      }
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {file.name}
      </Text>
      <Text size="xs" c="dimmed">
        {state === 'failed' ? problem : t(`uploading.${state}`)}
      </Text>
    </List.Item>
  );
}

/** @throws {ApiProblem}, {NoAnswer} */
function send(
  file: File,
  idempotencyKey: string,
  { description, tags, project }: { description: string; tags: string[]; project: string },
): Promise<unknown> {
  const form = new FormData();
  form.append('description', description);
  form.append('tags', tags.join(','));
  form.append('image', file);
  return api.post('/api/images/upload', { form, idempotencyKey, project });
}
