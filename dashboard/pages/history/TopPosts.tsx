import { Anchor, Box, Card, Center, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconExternalLink, IconPhoto } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PlatformIcon, platformName } from '../../components/PlatformIcon.tsx';
import { topPostsQuery, type TopPost } from './questions.ts';
import { useHistoryTexts } from './texts.ts';

interface TopPostsProps {
  account: string | undefined;
  days: number;
}

/** The posts of a period that moved most of those who saw them. */
export function TopPosts({ account, days }: TopPostsProps) {
  const t = useHistoryTexts();
  const { id: projectId } = useProject();
  const posts = useQuery(topPostsQuery(projectId, { days, ...(account && { account }) }));
  const found = posts.data;
  return (
    <Card component="section" aria-label={t('top.title')}>
      <Stack>
        <Title order={2} size="h3">
          {t('top.title')}
        </Title>
        {posts.isPending && <Skeleton h={160} />}
        {posts.isLoadingError && <ErrorState error={posts.error} retry={() => void posts.refetch()} />}
        {found?.length === 0 && <Text c="dimmed">{t('top.none')}</Text>}
        <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
          {found?.map((post) => (
            <Post key={post.id} post={post} />
          ))}
        </Stack>
      </Stack>
    </Card>
  );
}

const counted = ['likes', 'comments', 'shares', 'views', 'reach'] as const;

function Post({ post }: { post: TopPost }) {
  const t = useHistoryTexts();
  const format = useFormat();
  const { timezone } = useProject();
  const { platform, username, caption, url, engagement_rate: rate } = post;
  const counts = counted.flatMap((name) => {
    const value = post[name];
    return value === null ? [] : [`${t(`figures.${name}`)} ${format.compact(value)}`];
  });
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
        {rate !== null && (
          <Text size="xs" fw={650} mt={2} hiddenFrom="sm">
            {t('top.engagement', { rate: format.percent(rate / 100) })}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={2}>
          {counts.join(' · ')}
        </Text>
      </Box>
      {rate !== null && (
        <Text size="sm" fw={650} ta="end" flex="none" visibleFrom="sm">
          {t('top.engagement', { rate: format.percent(rate / 100) })}
        </Text>
      )}
    </Group>
  );
}

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
