import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { handle } from '../../components/handle.ts';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { connectionsQuery } from './questions.ts';
import { useAccountsTexts } from './texts.ts';
import { useConnect } from './useConnect.ts';

/** Accounts that were disconnected: their history is kept, and they may come back. */
export function FormerAccounts() {
  const t = useAccountsTexts();
  const format = useFormat();
  const mayEdit = useMay('editor');
  const { id: projectId } = useProject();
  const former = useQuery(connectionsQuery({ projectId, language: useLanguage() }, 'revoked'));
  const { connect, leavingFor } = useConnect();
  if (!former.data?.length) return null;
  return (
    <Stack gap="sm" mt="xl" component="section" aria-label={t('former.title')}>
      <Title order={2} size="h3">
        {t('former.title')}
      </Title>
      {former.data.map(({ id, platform, username, updated_at: since }) => (
        <Card key={id} padding="sm">
          <Group justify="space-between" gap="sm">
            <Group gap="sm" wrap="nowrap" flex="1 1 220px" miw={0}>
              <PlatformIcon platform={platform} decorative />
              <Text size="sm" truncate>
                {platformName(platform)} · {handle(username)}{' '}
                <Text span c="dimmed">
                  {t('former.since', { date: format.date(since) })}
                </Text>
              </Text>
            </Group>
            {mayEdit && (
              <Button
                size="xs"
                variant="default"
                loading={leavingFor === platform}
                onClick={() => void connect(platform, { id, platform, username })}
              >
                {t('card.reconnect')}
              </Button>
            )}
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
