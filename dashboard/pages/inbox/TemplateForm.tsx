import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useRef } from 'react';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { FormProblem } from '../../components/FormProblem.tsx';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { attemptOf, type Attempt } from './attempt.ts';
import { useSending } from './outgoing.ts';
import { useInboxTexts } from './texts.ts';

/** A template that the platform has approved: all that it lets through after its time. */
export function TemplateForm({ conversationId }: { conversationId: string }) {
  const t = useInboxTexts();
  const send = useSending(conversationId);
  const language: string = useLanguage();
  const attempt = useRef<Attempt | null>(null);
  const { form, error, isSending, submit } = useProblemForm({
    values: { name: '', language, places: '' },
    isEmptied: true,
    check: {
      name: (name) => (name.trim() === '' ? t('template.nameNeeded') : null),
      language: (language) => (language.trim().length < 2 ? t('template.languageNeeded') : null),
    },
    async send({ name, language, places }) {
      attempt.current = attemptOf(attempt.current, JSON.stringify([name, language, places]));
      await send.mutateAsync({
        message_type: 'template',
        template: { name: name.trim(), language: language.trim(), components: componentsOf(places) },
        client_message_id: attempt.current.name,
      });
      attempt.current = null;
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <FormProblem error={error} />
        <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            size="sm"
            flex="1 1 180px"
            label={t('template.name')}
            placeholder="order_confirmation"
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <TextInput
            size="sm"
            flex="0 1 110px"
            label={t('template.language')}
            key={form.key('language')}
            {...form.getInputProps('language')}
          />
        </Group>
        <Textarea
          size="sm"
          label={t('template.places')}
          description={t('template.placesHint')}
          key={form.key('places')}
          {...form.getInputProps('places')}
        />
        <Group justify="flex-end">
          <Button
            type="submit"
            size="sm"
            loading={isSending}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {t('template.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/**
 * A line for each place of the template's text, {{1}} first:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates
 */
function componentsOf(places: string): Record<string, unknown>[] {
  const lines = places.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  return [{ type: 'body', parameters: lines.map((text) => ({ type: 'text', text: text.trim() })) }];
}
