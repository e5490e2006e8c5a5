import { Box, Button, Group, Image, Modal, Stack, Text } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { sameClocks, viewerZone, wallTimeIn } from '../../app/time/zones.ts';
import { DateTimeField } from '../../components/dateFields.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { PostState, TargetState } from '../../components/states.tsx';
import { useCalendar } from './CalendarContext.ts';
import { isMovable } from './items.ts';
import type { Post } from './questions.ts';
import { useCalendarTexts } from './texts.ts';

/** A post at a glance, and the ways on from it; also the way to move it without dragging. */
export function PostDialog({ post, onClose }: { post: Post | null; onClose: () => void }) {
  const app = useAppTexts();
  return (
    <Modal
      opened={post !== null}
      onClose={onClose}
      title={post && <PostState state={post.state} />}
      closeButtonProps={{ 'aria-label': app('actions.close') }}
    >
      {post && <Glance key={post.id} post={post} onClose={onClose} />}
    </Modal>
  );
}

function Glance({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useCalendarTexts();
  const format = useFormat();
  const { may, zone, move } = useCalendar();
  const own = viewerZone();
  const [at, setAt] = useState(wallTimeIn(zone, post.scheduled_time));
  const instant = post.scheduled_time;
  return (
    <Stack>
      <Group wrap="nowrap" align="flex-start">
        {post.image && <Image src={post.image.thumbnail_url} alt="" w={84} h={84} radius="md" fit="cover" />}
        <Stack gap={2} miw={0} flex={1}>
          <Text fw={600}>{format.dayAndTime(instant, { zone })}</Text>
          {!sameClocks(zone, own, instant) && (
            <Text size="sm" c="dimmed">
              {t('yours', { time: format.dayAndTime(instant) })}
            </Text>
          )}
          <Text size="sm" lineClamp={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {post.caption || t('noText')}
          </Text>
        </Stack>
      </Group>
      <Stack gap={6}>
        {post.targets.map((target) => (
          <Group key={target.id} justify="space-between" wrap="nowrap">
            <Group gap={8} wrap="nowrap" miw={0}>
              <PlatformIcon platform={target.platform} decorative />
              <Text size="sm" truncate>
                {target.username || platformName(target.platform)}
              </Text>
            </Group>
            <TargetState post={post} target={target} size="sm" />
          </Group>
        ))}
      </Stack>
      {may && isMovable(post) && (
        <Group align="flex-end" gap="xs">
          <Box flex={1}>
            <DateTimeField
              size="sm"
              label={t('move')}
              value={at}
              min={wallTimeIn(zone, Date.now()).slice(0, 10)}
              onChange={setAt}
            />
          </Box>
          <Button
            size="sm"
            variant="light"
            disabled={at === wallTimeIn(zone, instant)}
            onClick={() => {
              if (move(post, at)) onClose();
            }}
          >
            {t('moveButton')}
          </Button>
        </Group>
      )}
      <Group justify="flex-end">
        {may && isMovable(post) && (
          <ButtonLink
            to="/dashboard/compose"
            search={{ post: post.id }}
            variant="default"
            leftSection={<IconPencil size={18} aria-hidden />}
          >
            {t('edit')}
          </ButtonLink>
        )}
        <ButtonLink
          to="/dashboard/posts/$postId"
          params={{ postId: String(post.id) }}
          leftSection={<IconEye size={18} aria-hidden />}
        >
          {t('open')}
        </ButtonLink>
      </Group>
    </Stack>
  );
}
