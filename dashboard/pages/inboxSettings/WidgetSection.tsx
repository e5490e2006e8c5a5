import { Anchor, Button, Card, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconCheck,
  IconCopy,
  IconExternalLink,
  IconMessageCircle,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/client/api.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useProject, useRefresh } from '../../app/projects/projects.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { notify } from '../../components/notify.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { widgetsPath, widgetsQuery, type Widget } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';
import { WidgetDialog } from './WidgetDialog.tsx';

/** Chats on the shop's own pages: how they look, and the line that brings them there. */
export function WidgetSection() {
  const t = useInboxSettingsTexts();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const widgets = useQuery(widgetsQuery(projectId));
  const [opened, setOpened] = useState<Widget | 'new' | null>(null);
  const adding = mayEdit && (
    <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened('new')}>
      {t('widget.add')}
    </Button>
  );
  return (
    <SectionCard title={t('widget.title')} description={t('widget.text')} action={adding}>
      {widgets.isPending ? (
        <ListSkeleton rows={2} />
      ) : widgets.isLoadingError ? (
        <ErrorState error={widgets.error} retry={() => void widgets.refetch()} />
      ) : widgets.data.length === 0 ? (
        <EmptyState icon={IconMessageCircle} title={t('widget.none')} text={t('widget.noneText')} />
      ) : (
        <Stack>
          {widgets.data.map((widget) => (
            <WidgetCard key={widget.id} widget={widget} edit={() => setOpened(widget)} />
          ))}
        </Stack>
      )}
      {opened && <WidgetDialog widget={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </SectionCard>
  );
}

function WidgetCard({ widget, edit }: { widget: Widget; edit: () => void }) {
  const t = useInboxSettingsTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const refresh = useRefresh();
  const [isAsking, { open, close }] = useDisclosure(false);
  const { id, name, enabled, allowed_origins: origins, embed_code: code, demo_url: demo } = widget;
  const remove = async () => {
    await api.delete(`${widgetsPath}/${id}`);
    notify.done(t('widget.deleted'));
    await refresh('widgets');
  };
  return (
    <Card padding="md" shadow="none">
      <Stack gap="sm">
        <Group gap="xs">
          <Title order={3}>{name}</Title>
          <StateBadge
            tone={enabled ? 'good' : 'neutral'}
            label={t(enabled ? 'widget.enabled' : 'widget.disabled')}
          />
        </Group>
        <Text size="sm" c={origins.length === 0 ? undefined : 'dimmed'}>
          {origins.length === 0 ? t('widget.nowhere') : origins.join(', ')}
        </Text>
        <Text size="sm">{t('widget.embed')}</Text>
        <Code block style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>
          {code}
        </Code>
        <Group gap="xs">
          <CopyButton value={code}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                onClick={copy}
              >
                {app(copied ? 'actions.copied' : 'actions.copy')}
              </Button>
            )}
          </CopyButton>
          <Anchor href={demo} target="_blank" rel="noreferrer" size="sm">
            {t('widget.demo')} <IconExternalLink size={14} aria-hidden />
          </Anchor>
          {mayEdit && (
            <Group gap="xs" ml="auto">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPencil size={16} aria-hidden />}
                aria-label={t('editName', { name })}
                onClick={edit}
              >
                {app('actions.edit')}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                aria-label={t('deleteName', { name })}
                onClick={open}
              >
                {app('actions.delete')}
              </Button>
            </Group>
          )}
        </Group>
      </Stack>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('deleteTitle', { name })}
        confirm={app('actions.delete')}
        onConfirm={remove}
      >
        {t('widget.deleteText')}
      </ConfirmDialog>
    </Card>
  );
}
