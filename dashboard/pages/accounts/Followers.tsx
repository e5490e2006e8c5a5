import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { Sparkline } from '../../components/Sparkline.tsx';
import { latestQuery, trendDays, trendQuery, type Connection, type DailyStats } from './questions.ts';
import { useAccountsTexts } from './texts.ts';

const dayMs = 24 * 60 * 60_000;

/** An account's followers now, and how they went. */
export function Followers({ connection }: { connection: Connection }) {
  const t = useAccountsTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const latest = useQuery(latestQuery(projectId));
  const trend = useQuery(trendQuery(projectId));
  if (latest.isPending || trend.isPending) return <Skeleton h={92} />;
  // What could not be read is missing here, not in the way: the page says it once.
  const now = latest.data?.find((each) => each.connection_id === connection.id);
  if (!now) return null;
  if (now.followers === null)
    return (
      <Text size="sm" c="dimmed">
        {t(connection.last_synced_at === null ? 'card.notYet' : 'card.noFollowers')}
      </Text>
    );
  const values = byDay((trend.data ?? []).filter((each) => each.connection_id === connection.id));
  const known = values.filter((value) => value !== null);
  const [first = now.followers] = known;
  const change = now.followers - first;
  const sign = change > 0 ? '+' : '';
  return (
    <Stack gap={4}>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <div>
          <Text size="xs" c="dimmed">
            {t('card.followers')}
          </Text>
          <Text fz="1.625rem" fw={650} lh={1.2}>
            {format.number(now.followers)}
          </Text>
        </div>
        {known.length > 1 && (
          <Text size="sm" c="dimmed">
            {t('card.change', { change: `${sign}${format.number(change)}` })}
          </Text>
        )}
      </Group>
      {known.length > 1 && (
        <Sparkline
          values={values}
          label={t('card.trend', { from: format.number(first), to: format.number(now.followers) })}
        />
      )}
    </Stack>
  );
}

/** Followers of each of the last days (UTC); null for a day that tells none. */
function byDay(days: DailyStats[]): (number | null)[] {
  const told = new Map(days.map(({ date, followers }) => [date, followers]));
  return Array.from({ length: trendDays + 1 }, (_, place) => {
    const day = new Date(Date.now() - (trendDays - place) * dayMs).toISOString().slice(0, 10);
    return told.get(day) ?? null;
  });
}
