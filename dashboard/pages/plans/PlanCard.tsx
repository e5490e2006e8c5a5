import { Box, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconCalendarTime, IconPhoto } from '@tabler/icons-react';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { sameClocks, viewerZone } from '../../app/time/zones.ts';
import { AnchorLink } from '../../components/links.tsx';
import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useCadence } from './cadence.ts';
import { PlanActions } from './PlanActions.tsx';
import { PlanState } from './PlanState.tsx';
import type { Plan } from './questions.ts';
import { usePlansTexts } from './texts.ts';

/** A plan: when it publishes, what, where, and how it is. */
export function PlanCard({ plan }: { plan: Plan }) {
  const t = usePlansTexts();
  const app = useAppTexts();
  const format = useFormat();
  const cadence = useCadence();
  const mayEdit = useMay('editor');
  const { timezone: ours } = useProject();
  const { name, timezone: zone, end_date: end } = plan;
  const now = Date.now();
  const isOurs = sameClocks(zone, ours, now) && sameClocks(zone, viewerZone(), now);
  const remarks = [
    ...(end === null ? [] : [t('card.ends', { date: format.date(end, { zone: 'UTC' }) })]),
    ...(isOurs ? [] : [t('card.zone', { zone })]),
  ];
  const images = [
    plan.tag === null ? t('card.anyImage') : t('card.tag', { tag: plan.tag }),
    ...(plan.when_no_image === 'generate' ? [t('card.makes')] : []),
  ];
  return (
    <Card component="article" aria-label={name}>
      <Stack gap="md" h="100%">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Box miw={0}>
            <Title order={2} size="h3" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            <Group gap={6} mt={6}>
              {plan.platforms.map((platform) => (
                <PlatformIcon key={platform} platform={platform} size={18} />
              ))}
            </Group>
          </Box>
          <Box flex="none">
            <PlanState state={plan.state} />
          </Box>
        </Group>
        <Stack gap={6}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {[cadence(plan), ...remarks].join(' · ')}
          </Text>
          <Group gap={6} wrap="nowrap" c="dimmed">
            <IconPhoto size={16} style={{ flexShrink: 0 }} aria-hidden />
            <Text size="sm">{images.join(' · ')}</Text>
          </Group>
          <Group gap={6} wrap="nowrap" c="dimmed">
            <IconCalendarTime size={16} style={{ flexShrink: 0 }} aria-hidden />
            <Next plan={plan} />
          </Group>
          {plan.problem && <Text size="sm">{plan.problem.message}</Text>}
          {plan.paused_note && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {app('quote', { text: plan.paused_note })}
            </Text>
          )}
        </Stack>
        <Group justify="space-between" gap="sm" mt="auto">
          <AnchorLink to="/dashboard/plans" search={{ plan: plan.id }} size="sm" resetScroll={false}>
            {t('card.details')}
          </AnchorLink>
          {mayEdit && <PlanActions plan={plan} />}
        </Group>
      </Stack>
    </Card>
  );
}

function Next({ plan }: { plan: Plan }) {
  const t = usePlansTexts();
  const format = useFormat();
  const { state, timezone: zone, next_occurrence_at: next } = plan;
  if (next === null) return <Text size="sm">{t(state === 'paused' ? 'card.resting' : 'card.noNext')}</Text>;
  return (
    <Text size="sm" component="div">
      {t('card.next', { time: format.dayAndTime(next, { zone }) })} (
      <RelativeTime at={next} zone={zone} />)
    </Text>
  );
}
