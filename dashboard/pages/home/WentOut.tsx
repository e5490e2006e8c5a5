import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../app/i18n/format.ts';
import { useProject } from '../../app/projects/projects.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { AnchorLink } from '../../components/links.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { Lines } from './Lines.tsx';
import { PostLine } from './PostLine.tsx';
import { figuresKey, figuresQuery, sentQuery, timeOf, type Figures, type Post } from './questions.ts';
import { useHomeTexts } from './texts.ts';

/** What went out lately, and what its platforms tell of it so far. */
export function WentOut() {
  const t = useHomeTexts();
  const { id, timezone: zone } = useProject();
  const posts = useQuery(sentQuery(id));
  const figures = useQuery(figuresQuery(id));
  return (
    <SectionCard
      title={t('out.title')}
      description={t('out.description')}
      action={
        <AnchorLink to="/dashboard/history" size="sm">
          {t('out.statistics')}
        </AnchorLink>
      }
    >
      {posts.isPending ? (
        <ListSkeleton rows={3} />
      ) : posts.isLoadingError ? (
        <ErrorState error={posts.error} retry={() => void posts.refetch()} />
      ) : posts.data.length === 0 ? (
        <Text c="dimmed">{t('out.nothing')}</Text>
      ) : (
        <Lines>
          {posts.data.map((post) => (
            <PostLine
              key={post.id}
              post={post}
              figures={figures.data && <Numbers found={figuresOf(post, figures.data)} />}
            >
              <RelativeTime at={sentAt(post)} zone={zone} />
            </PostLine>
          ))}
        </Lines>
      )}
      {figures.isLoadingError && <ErrorState error={figures.error} retry={() => void figures.refetch()} />}
    </SectionCard>
  );
}

/** When it stood at the first of its accounts. */
const sentAt = (post: Post): string =>
  post.targets.flatMap(({ posted_at: at }) => at ?? []).sort()[0] ?? timeOf(post);

const figuresOf = (post: Post, all: Map<string, Figures>): Figures[] =>
  post.targets.flatMap(
    ({ connection_id: connection, platform_post_id: external }) =>
      all.get(figuresKey(connection, external)) ?? [],
  );

const counted = ['views', 'likes', 'comments', 'shares'] as const;

/** Sums over the accounts whose platform tells a figure; what none tells is left out. */
function Numbers({ found }: { found: Figures[] }) {
  const t = useHomeTexts();
  const format = useFormat();
  const parts = counted.flatMap((name) => {
    const told = found.flatMap((each) => each[name] ?? []);
    const sum = told.reduce((total, value) => total + value, 0);
    return told.length === 0 ? [] : [t(`out.${name}`, { count: sum, number: format.compact(sum) })];
  });
  return parts.join(' · ') || t('out.figuresFollow');
}
