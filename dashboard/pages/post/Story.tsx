import { Group, Stack, Switch, Text, Timeline, Title } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { platformName } from '../../components/PlatformIcon.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { PlatformAnswer } from './PlatformAnswer.tsx';
import { useStory, type StoryEvent } from './questions.ts';
import { isStep, latenessOf, lookOf, saysWhy } from './storyLooks.ts';
import { usePostTexts } from './texts.ts';

/** What happened to the post, the latest last, in plain words. */
export function Story({ postId }: { postId: number }) {
  const t = usePostTexts();
  const story = useStory(postId);
  const [all, setAll] = useState(false);
  const events = story.data ?? [];
  const shown = all ? events : events.filter((event) => !isStep(event));
  return (
    <Stack gap="md" mt="md" component="section" aria-label={t('story.title')}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('story.title')}
        </Title>
        {events.some(isStep) && (
          <Switch
            size="sm"
            label={t('story.details')}
            checked={all}
            onChange={({ currentTarget }) => setAll(currentTarget.checked)}
          />
        )}
      </Group>
      {story.isPending && <ListSkeleton />}
      {story.isLoadingError && <ErrorState error={story.error} retry={() => void story.refetch()} />}
      {story.isSuccess && shown.length === 0 && <Text c="dimmed">{t('story.empty')}</Text>}
      <Timeline bulletSize={26} lineWidth={2} active={shown.length} aria-live="polite">
        {shown.map((event, index) => {
          const { icon: Icon, color } = lookOf(event);
          return (
            <Timeline.Item
              key={`${event.at}/${event.kind}/${index}`}
              color={color}
              bullet={<Icon size={14} aria-hidden />}
              title={<Sentence event={event} />}
            >
              <Happening event={event} />
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Stack>
  );
}

function Sentence({ event: { target, message } }: { event: StoryEvent }) {
  return (
    <Text size="sm" fw={600}>
      {target && (
        <Text span inherit c="dimmed">
          {platformName(target.platform)} · {target.username}
          {' — '}
        </Text>
      )}
      {message}
    </Text>
  );
}

/** When, who, why, and what the platform answered. */
function Happening({ event }: { event: StoryEvent }) {
  const t = usePostTexts();
  const format = useFormat();
  const { timezone: zone } = useProject();
  const { kind, target, platform_answer: detail } = event;
  const lateness = latenessOf(event);
  const details = [
    format.dateTime(event.at, { zone }),
    ...(event.by ? [t('story.by', { name: event.by.name })] : []),
    ...(event.attempt !== null && event.attempt > 1 ? [t('story.attempt', { number: event.attempt })] : []),
  ];
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {details.join(' · ')}
      </Text>
      {kind === 'rescheduled' && detail !== null && (
        <Text size="sm">{t('story.newTime', { time: format.dateTime(detail, { zone }) })}</Text>
      )}
      {kind === 'isThere' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {detail}
        </Text>
      )}
      {saysWhy(event) && <Text size="sm">{event.reason}</Text>}
      {lateness !== null && <Text size="sm">{t('story.late', { duration: format.duration(lateness) })}</Text>}
      {target && <PlatformAnswer platform={target.platform} answer={event.answer} />}
    </Stack>
  );
}
