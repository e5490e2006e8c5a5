import { Card, Stack, Text, Title } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { instantIn, sameClocks, viewerZone, wallTimeIn } from '../../app/time/zones.ts';
import { DateTimeField } from '../../components/dateFields.tsx';
import type { PartProps } from './partProps.ts';
import { LatePolicyField } from './LatePolicyField.tsx';
import { useComposerTexts } from './texts.ts';

/** When the post goes out, on the clocks of the project; and what happens when it cannot. */
export function WhenCard({ draft, change }: PartProps) {
  const t = useComposerTexts();
  const format = useFormat();
  const { timezone: zone } = useProject();
  const at = instantIn(zone, draft.at);
  const isPast = at.getTime() < Date.now();
  const own = viewerZone();
  return (
    <Card>
      <Stack gap="md">
        <Title order={2} size="h3">
          {t('when.title')}
        </Title>
        <DateTimeField
          label={t('when.at', { zone })}
          min={wallTimeIn(zone, Date.now()).slice(0, 10)}
          value={draft.at}
          error={isPast && t('when.past')}
          onChange={(chosen) => change({ at: chosen, isTimeChosen: true })}
        />
        <Text size="sm" c="dimmed" mt={-8}>
          {t('when.inWords', { time: format.dayAndTime(at, { zone }) })}
          {!sameClocks(zone, own, at) && (
            <>
              <br />
              {t('when.yours', { time: format.dayAndTime(at), zone: own })}
            </>
          )}
          {!draft.isTimeChosen && (
            <>
              <br />
              {t('when.proposed')}
            </>
          )}
        </Text>
        <LatePolicyField policy={draft.latePolicy} change={(latePolicy) => change({ latePolicy })} />
      </Stack>
    </Card>
  );
}
