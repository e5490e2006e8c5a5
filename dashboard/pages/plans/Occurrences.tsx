import { Group, Stack, Text } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { sameClocks, viewerZone } from '../../app/time/zones.ts';
import type { Occurrence } from './questions.ts';
import { usePlansTexts } from './texts.ts';

interface OccurrencesProps {
  occurrences: Occurrence[];
  /** The plan's own, in which its times are told. */
  zone: string;
}

/** The times of a plan, and where the clocks or a month's end move them. */
export function Occurrences({ occurrences, zone }: OccurrencesProps) {
  const t = usePlansTexts();
  const format = useFormat();
  const { timezone: ours } = useProject();
  const [first] = occurrences;
  if (!first) return <Text c="dimmed">{t('details.noTimes')}</Text>;
  return (
    <Stack gap="xs">
      <Stack component="ol" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {occurrences.map(({ at, note }) => (
          <li key={at}>
            <Group gap="sm" justify="space-between" wrap="nowrap" align="baseline">
              <Text size="sm">
                {format.shortWeekday(at, { zone })} {format.date(at, { zone })}
              </Text>
              <Text size="sm" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.time(at, { zone })}
              </Text>
            </Group>
            {note && (
              <Text size="xs" c="dimmed">
                {note.message}
              </Text>
            )}
          </li>
        ))}
      </Stack>
      {!(sameClocks(zone, ours, first.at) && sameClocks(zone, viewerZone(), first.at)) && (
        <Text size="xs" c="dimmed">
          {t('card.zone', { zone })}
        </Text>
      )}
    </Stack>
  );
}
