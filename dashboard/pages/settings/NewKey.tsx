import { Button, Code, CopyButton, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { NewApiKey } from '../../../contracts/projects.ts';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useProject, useRefresh } from '../../app/projects/projects.ts';
import { ProblemForm } from '../../components/ProblemForm.tsx';
import { useFilled } from '../../components/useFilled.ts';
import { useProblemForm } from '../../components/useProblemForm.ts';
import { useSettingsTexts } from './texts.ts';

/** Makes an API key, and shows it this once. */
export function NewKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useSettingsTexts();
  const app = useAppTexts();
  const [made, setMade] = useState<string | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(made ? 'keys.madeTitle' : 'keys.create')}
      // Whoever leaves without the key has lost it: only a button that says so leads out.
      closeOnClickOutside={!made}
      closeOnEscape={!made}
      withCloseButton={!made}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {made ? <MadeKey apiKey={made} close={close} /> : <NewKeyForm tell={setMade} />}
    </Modal>
  );
}

function NewKeyForm({ tell }: { tell: (key: string) => void }) {
  const t = useSettingsTexts();
  const { id } = useProject();
  const refresh = useRefresh();
  const filled = useFilled();
  const { form, ...sending } = useProblemForm({
    values: { name: '', role: 'editor' },
    check: { name: filled },
    async send(body) {
      const { key } = await api.post<z.infer<typeof NewApiKey>>(`/api/v1/projects/${id}/api-keys`, { body });
      tell(key);
      await refresh('project');
    },
  });
  return (
    <ProblemForm {...sending} verb={t('keys.submit')}>
      <TextInput
        label={t('keys.name')}
        description={t('keys.nameHint')}
        data-autofocus
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <Radio.Group label={t('keys.role')} key={form.key('role')} {...form.getInputProps('role')}>
        <Stack gap="xs" mt="xs">
          <Radio value="editor" label={t('keys.editor')} />
          <Radio value="viewer" label={t('keys.viewer')} />
        </Stack>
      </Radio.Group>
    </ProblemForm>
  );
}

function MadeKey({ apiKey, close }: { apiKey: string; close: () => void }) {
  const t = useSettingsTexts();
  const app = useAppTexts();
  return (
    <Stack>
      <Text>{t('keys.madeText')}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>
        {apiKey}
      </Code>
      <Group justify="flex-end">
        <CopyButton value={apiKey}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              autoFocus
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {app(copied ? 'actions.copied' : 'actions.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={close}>{t('keys.done')}</Button>
      </Group>
    </Stack>
  );
}
