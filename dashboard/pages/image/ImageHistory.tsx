import { Card, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCrop,
  IconPencil,
  IconPhoto,
  IconUpload,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { PostState as StateOfPost } from '../../../contracts/ledger.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { AnchorLink } from '../../components/links.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { PostState } from '../../components/states.tsx';
import type { Detail } from '../images/questions.ts';
import { useImagesTexts } from '../images/texts.ts';

type What = Detail['history'][number]['what'];

const icons: Record<What, TablerIcon> = {
  ordered: IconPencil,
  uploaded: IconUpload,
  cropped: IconCrop,
  generated: IconPhoto,
  failed: IconAlertTriangle,
  validated: IconCheck,
  rejected: IconX,
};

/** What happened to an image, and the posts that show it. */
export function ImageHistory({ image }: { image: Detail }) {
  const t = useImagesTexts();
  const format = useFormat();
  const { timezone } = useProject();
  return (
    <Card>
      <Stack>
        <Title order={2} size="h3">
          {t('detail.history')}
        </Title>
        <Timeline bulletSize={26} lineWidth={2} active={image.history.length}>
          {image.history.map(({ what, at, who, image: from }) => {
            const Icon = icons[what];
            return (
              <Timeline.Item
                key={what}
                bullet={<Icon size={14} aria-hidden />}
                title={t(`detail.happened.${what}`, { who: who ?? t('detail.somebody') })}
              >
                <Text size="sm" c="dimmed">
                  {format.dateTime(at, { zone: timezone })} · <RelativeTime at={at} zone={timezone} />
                </Text>
                {from !== null && (
                  <AnchorLink to="/dashboard/images/$imageId" params={{ imageId: String(from) }} size="sm">
                    {t('detail.whole')}
                  </AnchorLink>
                )}
              </Timeline.Item>
            );
          })}
        </Timeline>
        <Title order={2} size="h3">
          {t('detail.posts')}
        </Title>
        {image.posts.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('detail.noPosts')}
          </Text>
        )}
        {image.posts.map(({ id, state, scheduled_time: at }) => (
          <Group key={id} justify="space-between">
            <AnchorLink to="/dashboard/posts/$postId" params={{ postId: String(id) }} size="sm">
              {at ? format.dateTime(at, { zone: timezone }) : t('detail.post', { id })}
            </AnchorLink>
            <PostState state={state as StateOfPost} size="sm" />
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
