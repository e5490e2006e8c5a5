import {
  Alert,
  Button,
  Flex,
  Group,
  Modal,
  NativeSelect,
  Skeleton,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconRefresh, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts, useLanguage } from '../../app/i18n/i18n.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import type { PartProps } from './partProps.ts';
import type { Draft } from './draft.ts';
import { useComposerTexts } from './texts.ts';
import { useCaption, type Caption } from './useCaption.ts';

interface CaptionDialogProps extends Pick<PartProps, 'draft' | 'chosen'> {
  onClose: () => void;
  /** Takes what was written, in place of the text or below it. */
  take: (caption: Caption, how: 'replace' | 'append') => void;
}

/** Has a caption written by AI; nothing comes into the post before somebody says so. */
export function CaptionDialog({ draft, chosen, onClose, take }: CaptionDialogProps) {
  const t = useComposerTexts();
  const app = useAppTexts();
  const format = useFormat();
  const [language, setLanguage] = useState(useLanguage());
  const [tone, setTone] = useState('');
  const [hints, setHints] = useState('');
  const { caption, isWriting, isLate, error, write, stop } = useCaption();
  const image = draft.media.find((medium) => medium.image !== null)?.image ?? null;
  const platforms = [...new Set(chosen.map(({ platform }) => platform))];
  const order = () => write(wishOf(draft, { image, platforms, language, tone, hints }));
  const close = () => {
    stop();
    onClose();
  };
  const finish = (how: 'replace' | 'append') => {
    if (caption) take(caption, how);
    close();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('ai.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t(image === null ? 'ai.withoutImage' : 'ai.withImage')}{' '}
          {platforms.length > 0 && t('ai.fits', { platforms: format.list(platforms.map(platformName)) })}
        </Text>
        <Textarea
          label={t(image === null ? 'ai.about' : 'ai.hints')}
          placeholder={t('ai.hintsPlaceholder')}
          required={image === null}
          withAsterisk={image === null}
          maxLength={1000}
          value={hints}
          onChange={({ currentTarget }) => setHints(currentTarget.value)}
          data-autofocus
        />
        <Group grow align="flex-end" preventGrowOverflow={false}>
          <TextInput
            label={t('ai.tone')}
            placeholder={t('ai.tonePlaceholder')}
            maxLength={100}
            value={tone}
            onChange={({ currentTarget }) => setTone(currentTarget.value)}
          />
          <NativeSelect
            label={t('ai.language')}
            value={language}
            onChange={({ currentTarget: { value } }) => setLanguage(value === 'fr' ? 'fr' : 'en')}
            data={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Group>
        <FormProblem error={error} withFields />
        <div role="status" aria-busy={isWriting}>
          {isWriting && <Writing />}
          {!isWriting && isLate && <Alert color="yellow">{t('ai.late')}</Alert>}
          {!isWriting && caption && <Written caption={caption} />}
        </div>
        <Flex direction={{ base: 'column', xs: 'row' }} justify="flex-end" gap="sm">
          <Button
            variant={caption ? 'default' : 'filled'}
            leftSection={
              caption ? <IconRefresh size={18} aria-hidden /> : <IconSparkles size={18} aria-hidden />
            }
            loading={isWriting}
            disabled={image === null && hints.trim() === ''}
            onClick={() => void order()}
          >
            {t(caption ? 'ai.again' : 'ai.write')}
          </Button>
          {caption && !isWriting && draft.caption.trim() !== '' && (
            <Button variant="light" onClick={() => finish('append')}>
              {t('ai.append')}
            </Button>
          )}
          {caption && !isWriting && (
            <Button onClick={() => finish('replace')}>
              {t(draft.caption.trim() === '' ? 'ai.use' : 'ai.replace')}
            </Button>
          )}
        </Flex>
      </Stack>
    </Modal>
  );
}

/** Without an image what it shall say is what it is about. */
function wishOf(
  { hashtags }: Draft,
  {
    image,
    hints,
    ...wish
  }: { image: number | null; hints: string; platforms: string[]; language: 'fr' | 'en'; tone: string },
) {
  const about = image === null ? { prompt: hints.trim() } : { image, hints: hints.trim() };
  return { ...wish, ...about, hashtags: hashtags.join(' ') };
}

function Writing() {
  const t = useComposerTexts();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('ai.writing')}
      </Text>
      <Skeleton h={16} />
      <Skeleton h={16} w="85%" />
      <Skeleton h={16} w="60%" />
    </Stack>
  );
}

function Written({ caption: { caption, hashtags } }: { caption: Caption }) {
  const t = useComposerTexts();
  return (
    <Alert icon={<IconSparkles />} title={t('ai.written')}>
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{caption}</Text>
      {hashtags !== '' && (
        <Text c="dimmed" mt="xs" style={{ overflowWrap: 'anywhere' }}>
          {hashtags}
        </Text>
      )}
    </Alert>
  );
}
