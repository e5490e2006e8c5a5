import { IconFileUnknown } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { hasCode } from '../../app/client/problem.ts';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ListSkeleton } from '../../components/Skeletons.tsx';
import { PostView } from './PostView.tsx';
import { usePost } from './questions.ts';
import { usePostTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/posts/$postId');

/** One post: what it is, what became of it at each account, and what is to be done. */
export function PostPage() {
  const t = usePostTexts();
  const app = useAppTexts();
  const postId = Number(route.useParams().postId);
  const post = usePost(postId);
  const isGone = hasCode(post.error, 'not_found');
  if (post.data && !isGone)
    return (
      <Page>
        <PostView post={post.data} />
      </Page>
    );
  return (
    <Page>
      <PageHeader title={t('untitled', { id: postId || '' })} />
      {post.isPending ? (
        <ListSkeleton rows={6} />
      ) : isGone || Number.isNaN(postId) ? (
        <EmptyState icon={IconFileUnknown} title={t('missing.title')} text={t('missing.text')}>
          <ButtonLink to="/dashboard/calendar">{app('navigation.calendar')}</ButtonLink>
        </EmptyState>
      ) : (
        <ErrorState error={post.error} retry={() => void post.refetch()} />
      )}
    </Page>
  );
}
