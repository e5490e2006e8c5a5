import { Grid, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useProject } from '../../app/projects/projects.ts';
import { wallTimeIn } from '../../app/time/zones.ts';
import { AnchorLink } from '../../components/links.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { PostState } from '../../components/states.tsx';
import { GoingOutSoon } from './GoingOutSoon.tsx';
import { PostActions } from './PostActions.tsx';
import { PostContent } from './PostContent.tsx';
import type { Post } from './questions.ts';
import { Story } from './Story.tsx';
import { TargetCard } from './TargetCard.tsx';
import { usePostTexts } from './texts.ts';
import { WhenPart } from './WhenPart.tsx';

/** Everything about a post, the most urgent first. */
export function PostView({ post }: { post: Post }) {
  const t = usePostTexts();
  const { timezone: zone } = useProject();
  const day = wallTimeIn(zone, post.scheduled_time ?? Date.now()).slice(0, 10);
  return (
    <>
      <AnchorLink to="/dashboard/calendar" search={{ date: day }} size="sm">
        <Group component="span" gap={4} display="inline-flex" mb="xs">
          <IconArrowLeft size={16} aria-hidden />
          {t('back')}
        </Group>
      </AnchorLink>
      <PageHeader title={titleOf(post) || t('untitled', { id: post.id })}>
        <PostActions post={post} />
      </PageHeader>
      <Stack gap="lg">
        <Group gap="md" role="status">
          <PostState state={post.state} size="lg" />
        </Group>
        <GoingOutSoon post={post} />
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack>
              <Title order={2} size="h3">
                {t('targets.title')}
              </Title>
              {post.targets.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('targets.none')}
                </Text>
              )}
              {post.targets.map((target) => (
                <TargetCard key={target.id} post={post} target={target} />
              ))}
              <Story postId={post.id} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack>
              <WhenPart post={post} />
              <PostContent post={post} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

const longestTitle = 70;

/** The first words of a post: what people know it by. */
function titleOf({ caption }: Post): string {
  const [line = ''] = caption.trim().split('\n');
  if (line.length <= longestTitle) return line;
  const words = line.slice(0, longestTitle + 1).replace(/\s\S*$/, '');
  return `${words.slice(0, longestTitle)}…`;
}
