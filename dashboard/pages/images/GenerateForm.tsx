import { Button, Input, SegmentedControl, Select, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { GenerationAccepted } from '../../../contracts/images.ts';
import { api } from '../../app/client/api.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { CostHint } from './CostHint.tsx';
import { tagsQuery, type Image } from './questions.ts';
import { useImagesTexts } from './texts.ts';

const shapes = {
  square: { width: 1024, height: 1024 },
  landscape: { width: 1024, height: 512 },
  portrait: { width: 512, height: 1024 },
  small: { width: 512, height: 512 },
} as const;
type Shape = keyof typeof shapes;
const shapeNames = Object.keys(shapes) as Shape[];
const styles = ['realistic', 'artistic', 'anime', 'digital_art'] as const;
const qualities = ['standard', 'hd'] as const;

interface GenerateFormProps {
  /** An image to begin from. */
  like: Image | null;
  ordered: (ids: number[]) => void;
  /** How to find out whether something would be lost. */
  tellDirty: (isDirty: () => boolean) => void;
}

/** What is to be made, and what it costs. */
export function GenerateForm({ like, ordered, tellDirty }: GenerateFormProps) {
  const t = useImagesTexts();
  const refresh = useRefresh();
  const { id: projectId } = useProject();
  const tags = useQuery(tagsQuery(projectId));
  const keyOf = useOrderKey();
  const [number, setNumber] = useState('1');
  const [quality, setQuality] = useState<(typeof qualities)[number]>(like?.quality ?? 'standard');
  const [shape, setShape] = useState<Shape>(shapeOf(like));
  const { form, error, isSending, submit } = useProblemForm({
    values: { prompt: like?.prompt ?? '', style: like?.style ?? 'realistic', tags: like?.tags ?? [] },
    check: { prompt: (prompt) => (prompt.trim() === '' ? t('form.required') : null) },
    async send(values) {
      const body = { ...values, ...shapes[shape], quality, n: Number(number) };
      const { images } = await api.post<z.infer<typeof GenerationAccepted>>('/api/images/generate', {
        body,
        idempotencyKey: keyOf(body),
      });
      ordered(images.map(({ id }) => id));
      void refresh('images');
    },
  });
  const { isDirty } = form;
  useEffect(() => {
    tellDirty(isDirty);
    return () => tellDirty(() => false);
  }, [tellDirty, isDirty]);
  const options = <Name extends string>(names: readonly Name[], label: (name: Name) => string) =>
    names.map((value) => ({ value, label: label(value) }));
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={error} />
        <Textarea
          label={t('form.prompt')}
          description={t('form.promptHint')}
          minRows={4}
          maxLength={4000}
          required
          withAsterisk={false}
          data-autofocus
          key={form.key('prompt')}
          {...form.getInputProps('prompt')}
        />
        <Select
          label={t('form.style')}
          data={options(styles, (name) => t(`styles.${name}`))}
          key={form.key('style')}
          {...form.getInputProps('style')}
        />
        <Select
          label={t('form.shape')}
          data={options(shapeNames, (name) => t(`shapes.${name}`))}
          value={shape}
          onChange={(value) => value && setShape(value)}
        />
        <Input.Wrapper label={t('form.quality')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('form.quality')}
            data={options(qualities, (name) => t(`qualities.${name}`))}
            value={quality}
            onChange={setQuality}
          />
        </Input.Wrapper>
        <Input.Wrapper label={t('form.number')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('form.number')}
            data={['1', '2', '3', '4']}
            value={number}
            onChange={setNumber}
          />
        </Input.Wrapper>
        <TagsInput
          label={t('form.tags')}
          description={t('form.tagsHint')}
          size="md"
          maxTags={20}
          data={tags.data?.map(({ name }) => name) ?? []}
          splitChars={[',']}
          key={form.key('tags')}
          {...form.getInputProps('tags')}
        />
        <CostHint {...shapes[shape]} quality={quality} number={Number(number)} />
        <Button
          type="submit"
          size="md"
          loading={isSending}
          leftSection={<IconSparkles size={18} aria-hidden />}
        >
          <Text inherit>{t('form.submit', { count: Number(number) })}</Text>
        </Button>
      </Stack>
    </form>
  );
}

/** The same order has the same key: however often it is sent because no answer came, it is made and paid once. */
function useOrderKey(): (order: object) => string {
  const last = useRef({ order: '', key: '' });
  return (order) => {
    const text = JSON.stringify(order);
    if (last.current.order !== text) last.current = { order: text, key: crypto.randomUUID() };
    return last.current.key;
  };
}

const shapeOf = (image: Image | null): Shape =>
  shapeNames.find((name) => shapes[name].width === image?.width && shapes[name].height === image.height) ??
  'square';
