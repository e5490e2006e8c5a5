import {
  Anchor,
  Box,
  Card,
  Center,
  Group,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconExternalLink, IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { manyReactions } from '../../../contracts/figures.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { topPostsQuery, type TopOrder, type TopPost } from './questions.ts';
import { useHistoryTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/history');

interface TopPostsProps {
  account: string | undefined;
  days: number;
  order: TopOrder;
}

/** The best posts of a period: by how many reactions they have, or by the share of those who saw them that reacted. */
export function TopPosts({ account, days, order }: TopPostsProps) {
  const t = useHistoryTexts();
  const { id: projectId } = useProject();
  const posts = useQuery(topPostsQuery(projectId, { days, order, ...(account && { account }) }));
  const navigate = route.useNavigate();
  const found = posts.data;
  const title = t(`top.titles.${order}`);
  const arrange = (wanted: string) =>
    void navigate({
      search: ({ top: _before, ...rest }) =>
        wanted === 'engagement_rate' ? { ...rest, top: 'rate' as const } : rest,
      replace: true,
      resetScroll: false,
    });
  return (
    <Card component="section" aria-label={title}>
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h3">
            {title}
          </Title>
          <SegmentedControl
            size="sm"
            aria-label={t('top.order')}
            data={(['reactions', 'engagement_rate'] as const).map((value) => ({
              value,
              label: t(`top.orders.${value}`),
            }))}
            value={order}
            onChange={arrange}
          />
        </Group>
        {order === 'engagement_rate' && (
          <Text size="xs" c="dimmed">
            {t('top.note', { few: manyReactions })}
          </Text>
        )}
        {posts.isPending && <Skeleton h={160} />}
        {posts.isLoadingError && <ErrorState error={posts.error} retry={() => void posts.refetch()} />}
        {found?.length === 0 && <Text c="dimmed">{t('top.none')}</Text>}
        <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
          {found?.map((post) => (
            <Post key={post.id} post={post} order={order} />
          ))}
        </Stack>
      </Stack>
    </Card>
  );
}

const counted = ['likes', 'comments', 'shares', 'views', 'reach'] as const;
/** Of fewer people than this a share says little. */
const manyPeople = 100;

function Post({ post, order }: { post: TopPost; order: TopOrder }) {
  const t = useHistoryTexts();
  const format = useFormat();
  const { timezone } = useProject();
  const { platform, username, caption, url, engagement_rate: rate } = post;
  const counts = counted.flatMap((name) => {
    const value = post[name];
    return value === null ? [] : [`${t(`figures.${name}`)} ${format.compact(value)}`];
  });
  const engagement = rate === null ? null : t('top.engagement', { rate: format.percent(rate / 100) });
  const audience = post.reach ?? post.impressions ?? post.views;
  const isByShare = order === 'engagement_rate';
  const reactions = reactionsTo(post);
  const measure = isByShare
    ? engagement
    : t('top.reactions', { count: reactions, number: format.number(reactions) });
  const details = [
    ...counts,
    ...(isByShare || engagement === null ? [] : [engagement]),
    ...(engagement !== null && audience !== null && audience < manyPeople ? [t('top.few')] : []),
  ];
  const words = (
    <Text span size="sm" fw={600} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
      {caption || t('top.noCaption')}
    </Text>
  );
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="md">
      <Thumbnail address={post.thumbnail_url} />
      <Box flex={1} miw={0}>
        {url ? (
          <Anchor
            href={url}
            target="_blank"
            rel="noreferrer"
            c="inherit"
            underline="hover"
            title={t('top.open', { platform: platformName(platform) })}
          >
            {words}
          </Anchor>
        ) : (
          words
        )}
        <Group gap={6} wrap="nowrap" c="dimmed" mt={2}>
          <PlatformIcon platform={platform} size={16} />
          <Text size="xs" truncate>
            {username} · {format.date(post.published_at, { zone: timezone })}
          </Text>
          {url && <IconExternalLink size={14} aria-hidden />}
        </Group>
        {measure && (
          <Text size="xs" fw={650} mt={2} hiddenFrom="sm">
            {measure}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={2}>
          {details.join(' · ')}
        </Text>
      </Box>
      {measure && (
        <Text size="sm" fw={650} ta="end" flex="none" visibleFrom="sm">
          {measure}
        </Text>
      )}
    </Group>
  );
}

const reactionsTo = ({ likes, comments, shares }: TopPost): number =>
  (likes ?? 0) + (comments ?? 0) + (shares ?? 0);

/** A platform's own picture; it may be gone by now. */
function Thumbnail({ address }: { address: string | null }) {
  const [isGone, setGone] = useState(false);
  return (
    <Box
      w={56}
      h={56}
      flex="none"
      bg="var(--mantine-color-default-hover)"
      style={{ borderRadius: 10, overflow: 'hidden' }}
    >
      {address && !isGone ? (
        <img
          src={address}
          alt=""
          width={56}
          height={56}
          loading="lazy"
          referrerPolicy="no-referrer"
          style={{ objectFit: 'cover' }}
          onError={() => setGone(true)}
        />
      ) : (
        <Center h="100%" c="dimmed">
          <IconPhoto size={24} stroke={1.5} aria-hidden />
        </Center>
      )}
    </Box>
  );
}
