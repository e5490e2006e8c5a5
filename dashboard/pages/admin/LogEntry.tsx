import { Group, Text } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import type { SyncLog } from './questions.ts';
import { useAdminTexts } from './texts.ts';

const tones = { success: 'good', partial: 'attention', failed: 'bad', skipped: 'neutral' } as const;

interface PartProps {
  log: SyncLog;
}

/** Which account of which project it was. */
export function Account({ log: { platform, account_name: account, project_name: project } }: PartProps) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <PlatformIcon platform={platform} size={18} decorative />
      <div>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {account ?? platformName(platform)}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {project}
        </Text>
      </div>
    </Group>
  );
}

/** How it ended. */
export function Result({ log: { sync_status: state } }: PartProps) {
  const t = useAdminTexts();
  return <StateBadge tone={tones[state]} label={t(`logs.states.${state}`)} size="sm" />;
}

/** How long it took, in seconds. */
export function Duration({ log }: PartProps) {
  const t = useAdminTexts();
  const format = useFormat();
  return t('system.seconds', { seconds: format.number(Math.round(log.duration_ms / 10) / 100) });
}

/** What went wrong; nothing where nothing did. */
export function Problem({ log: { error_code: code, error_message: message } }: PartProps) {
  return (
    <>
      {code && (
        <Text size="sm" fw={600}>
          {code}
        </Text>
      )}
      {message && (
        <Text size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      )}
    </>
  );
}
