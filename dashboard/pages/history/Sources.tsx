import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { platformsQuery } from '../accounts/questions.ts';
import { gapsOf, type Day } from './days.ts';
import type { Latest } from './questions.ts';
import { useHistoryTexts } from './texts.ts';

/** Who told the figures, when they were fetched, and what is missing. */
export function Sources({ accounts, days, note }: { accounts: Latest[]; days: Day[]; note: string | null }) {
  const t = useHistoryTexts();
  const platforms = useQuery(platformsQuery);
  const tellsNone = (id: string) =>
    platforms.data?.find((platform) => platform.id === id)?.capabilities.includes('insights') === false;
  return (
    <Stack gap={6}>
      <Title order={3} size="h4" fz="sm">
        {t('sources.title')}
      </Title>
      {accounts.map(({ connection_id: id, platform, username, recorded_at: at }) => {
        const gaps = gapsOf(days, id);
        const name = platformName(platform);
        return (
          <Group key={id} gap={8} wrap="nowrap" align="flex-start">
            <PlatformIcon platform={platform} size={18} decorative />
            <Text size="sm" c="dimmed">
              <Text span c="var(--mantine-color-text)">
                {username}
              </Text>
              {' · '}
              {at ? (
                <>
                  {t('sources.fetched', { platform: name })} <RelativeTime at={at} />
                </>
              ) : (
                t(tellsNone(platform) ? 'sources.none' : 'sources.never', { platform: name })
              )}
              {gaps > 0 && ` · ${t('sources.gaps', { count: gaps })}`}
            </Text>
          </Group>
        );
      })}
      <Text size="xs" c="dimmed">
        {note} {t('chart.gaps')} {t('sources.note')}
      </Text>
    </Stack>
  );
}
