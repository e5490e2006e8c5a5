import { Button } from '@mantine/core';
import { IconEyeOff, IconLock } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { hasCode } from '../../app/client/problem.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { useFirst } from '../../components/useFirst.ts';
import { Composer } from './Composer.tsx';
import { copyOf } from './copyOf.ts';
import { draftOf, newDraft, pictureOf, type Draft } from './draft.ts';
import { useAccounts, useImage, usePost } from './questions.ts';
import type { ComposerSearch } from './search.ts';
import { useComposerTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/compose');

/** Where a post is written: a new one, one to change, or one that begins from another. */
export function ComposerPage() {
  const t = useComposerTexts();
  const search = route.useSearch();
  const project = useProject();
  const may = useMay('editor');
  const { post, copy, target, image, at } = search;
  return (
    <Page width="wide">
      <PageHeader title={t(post === undefined ? 'newTitle' : 'editTitle')} description={t('description')} />
      {may ? (
        <Body key={`${post}/${copy}/${target}/${image}/${at}/${project.id}`} {...search} />
      ) : (
        <EmptyState icon={IconEyeOff} title={t('mayNot.title')} text={t('mayNot.text')} />
      )}
    </Page>
  );
}

/** The composer, once all is there to begin with. What comes, or fails to come, afterwards takes nothing from it. */
function Body({ post: postId, copy, target, image: imageId, at }: ComposerSearch) {
  const project = useProject();
  const accounts = useAccounts();
  const source = usePost(postId ?? copy);
  const image = useImage(imageId);
  const needsSource = (postId ?? copy) !== undefined;
  const failed = [accounts, ...(needsSource ? [source] : [])].find(({ isError }) => isError);
  const isWaiting =
    accounts.isPending ||
    (needsSource && !source.isFetchedAfterMount) ||
    (imageId !== undefined && image.isPending);
  const began = useFirst(
    failed || isWaiting
      ? undefined
      : { post: postId === undefined ? null : (source.data ?? null), draft: beginning() },
  );
  if (!began && failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
  if (!began) return <FormSkeleton fields={4} />;
  if (began.post && began.post.state !== 'draft' && began.post.state !== 'scheduled')
    return <Closed postId={began.post.id} />;
  return (
    <Composer
      began={began.post}
      post={hasCode(source.error, 'not_found') ? null : (source.data ?? null)}
      accounts={accounts.data ?? []}
      beginning={began.draft}
    />
  );

  function beginning(): Draft {
    if (source.data)
      return postId === undefined
        ? copyOf(source.data, project.timezone, target)
        : draftOf(source.data, project.timezone);
    const draft = newDraft(project.timezone, at);
    const found = image.data?.status === 'validated' ? image.data : null;
    return found ? { ...draft, media: [pictureOf(found)] } : draft;
  }
}

/** In place of the composer, for a post that can no longer be changed. */
function Closed({ postId }: { postId: number }) {
  const t = useComposerTexts();
  return (
    <EmptyState icon={IconLock} title={t('cannotEdit.title')} text={t('cannotEdit.text')}>
      <Button.Group>
        <ButtonLink to="/dashboard/compose" search={{ copy: postId }}>
          {t('cannotEdit.copy')}
        </ButtonLink>
        <ButtonLink to="/dashboard/posts/$postId" params={{ postId: String(postId) }} variant="default">
          {t('cannotEdit.look')}
        </ButtonLink>
      </Button.Group>
    </EmptyState>
  );
}
