import { Card, Stack, Text, Title } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { sameClocks, viewerZone } from '../../app/time/zones.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import type { Post } from './questions.ts';
import { usePostTexts } from './texts.ts';

/** When the post goes out or went out, on the project's clocks and on one's own. */
export function WhenPart({ post }: { post: Post }) {
  const t = usePostTexts();
  const format = useFormat();
  const { timezone: zone } = useProject();
  const own = viewerZone();
  const at = post.posted_at ?? post.scheduled_time;
  const isOpen = post.state === 'draft' || post.state === 'scheduled';
  const isToCome = isOpen && at !== null && Date.parse(at) > Date.now();
  const head = post.posted_at
    ? 'posted'
    : !isToCome
      ? 'past'
      : post.state === 'draft'
        ? 'draft'
        : 'scheduled';
  const { action, minutes } = post.late_policy;
  const duration =
    minutes % 1440 === 0
      ? t('when.days', { count: minutes / 1440 })
      : minutes % 60 === 0
        ? t('when.hours', { count: minutes / 60 })
        : t('when.minutes', { count: minutes });
  return (
    <Card padding="md">
      <Stack gap={4}>
        <Title order={2} size="h3">
          {at === null ? (
            t('when.none')
          ) : (
            <>
              {t(`when.${head}`)} <RelativeTime at={at} zone={zone} />
            </>
          )}
        </Title>
        <Text size="sm">
          {at === null
            ? t('when.noneHint')
            : t('when.project', { time: format.dayAndTime(at, { zone }), zone })}
        </Text>
        {at !== null && !sameClocks(zone, own, at) && (
          <Text size="sm" c="dimmed">
            {t('when.yours', { time: format.dayAndTime(at), zone: own })}
          </Text>
        )}
        {isOpen && at !== null && (
          <Text size="sm" c="dimmed">
            {t('when.late')}{' '}
            {action === 'publish'
              ? t('when.latePublish')
              : t(action === 'skip' ? 'when.lateSkip' : 'when.lateAsk', { duration })}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t('when.created', {
            time: format.dateTime(post.created_at, { zone }),
            name: post.user.name,
          })}
        </Text>
      </Stack>
    </Card>
  );
}
