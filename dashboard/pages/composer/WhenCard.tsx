import { Card, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { instantIn, isWallTime, sameClocks, viewerZone, wallTimeIn } from '../../app/time/zones.ts';
import type { PartProps } from './Composer.tsx';
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
  /** What stands in the field while somebody types: it need not be a time. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Card>
      <Stack gap="md">
        <Title order={2} size="h3">
          {t('when.title')}
        </Title>
        <TextInput
          type="datetime-local"
          label={t('when.at', { zone })}
          min={wallTimeIn(zone, Date.now())}
          value={typed ?? draft.at}
          error={isPast && t('when.past')}
          required
          withAsterisk={false}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            if (isWallTime(value)) change({ at: value.slice(0, 16), isTimeChosen: true });
          }}
          onBlur={() => setTyped(null)}
        />
        <Text size="sm" c="dimmed" mt={-8}>
          {t('when.inWords', { time: format.dayAndTime(at, { zone }) })}
          {!sameClocks(zone, own, at) && (
            <>
              <br />
              {t('when.yours', { time: format.dayAndTime(at), zone: own })}
            </>
          )}
        </Text>
        <LatePolicyField policy={draft.latePolicy} change={(latePolicy) => change({ latePolicy })} />
      </Stack>
    </Card>
  );
}
