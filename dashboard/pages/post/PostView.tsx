import { Grid, Group, Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
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
  return (
    <>
      <AnchorLink to="/dashboard/calendar" search={{ date: post.scheduled_time.slice(0, 10) }} size="sm">
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
  return line.length > longestTitle ? `${line.slice(0, longestTitle).trimEnd()}…` : line;
}
