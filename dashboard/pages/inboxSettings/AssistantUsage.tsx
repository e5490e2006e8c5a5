import { Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { usageQuery } from './questions.ts';
import { useInboxSettingsTexts } from './texts.ts';

/** What the assistant did of late, and how much of the day's allowance is left. */
export function AssistantUsage() {
  const t = useInboxSettingsTexts();
  const format = useFormat();
  const { id: projectId } = useProject();
  const { data } = useQuery(usageQuery(projectId));
  if (!data) return null;
  const { tokens_used: used, tokens_a_day: allowed, resets_at: resetsAt } = data.today;
  const sum = (member: 'replies' | 'hand_overs' | 'rated_good' | 'rated_bad') =>
    format.number(data.days.reduce((total, day) => total + day[member], 0));
  return (
    <SectionCard title={t('usage.title')}>
      <Stack gap="xs">
        <Text size="sm">
          {t('usage.today', { used: format.number(used), allowed: format.number(allowed) })} (
          {t('usage.resets')} <RelativeTime at={resetsAt} />)
        </Text>
        <Progress value={allowed === 0 ? 0 : (used / allowed) * 100} aria-label={t('usage.title')} />
        <Text size="sm" c="dimmed">
          {t('usage.week', {
            replies: sum('replies'),
            handovers: sum('hand_overs'),
            good: sum('rated_good'),
            bad: sum('rated_bad'),
          })}
        </Text>
      </Stack>
    </SectionCard>
  );
}
