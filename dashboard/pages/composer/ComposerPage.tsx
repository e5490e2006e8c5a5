import { Button } from '@mantine/core';
import { IconEyeOff, IconLock } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { FormSkeleton } from '../../components/Skeletons.tsx';
import { Composer } from './Composer.tsx';
import { copyOf, draftOf, newDraft, pictureOf, type Draft } from './draft.ts';
import { useAccounts, useImage, usePost } from './questions.ts';
import { useComposerTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/compose');

/** Where a post is written: a new one, one to change, or one that begins from another. */
export function ComposerPage() {
  const t = useComposerTexts();
  const { post: postId, copy, image: imageId, at } = route.useSearch();
  const project = useProject();
  const may = useMay('editor');
  const accounts = useAccounts();
  const source = usePost(postId ?? copy);
  const image = useImage(imageId);
  const needsSource = (postId ?? copy) !== undefined;
  const title = t(postId === undefined ? 'newTitle' : 'editTitle');

  const failed = [accounts, ...(needsSource ? [source] : [])].find(({ isError }) => isError);
  const isWaiting =
    accounts.isPending || (needsSource && source.isPending) || (imageId !== undefined && image.isPending);

  const body = () => {
    if (!may) return <EmptyState icon={IconEyeOff} title={t('mayNot.title')} text={t('mayNot.text')} />;
    if (failed) return <ErrorState error={failed.error} retry={() => void failed.refetch()} />;
    if (isWaiting) return <FormSkeleton fields={4} />;
    const post = postId === undefined ? null : (source.data ?? null);
    if (post && post.state !== 'draft' && post.state !== 'scheduled') return <Closed postId={post.id} />;
    return (
      <Composer
        key={`${postId}/${copy}/${imageId}/${at}/${project.id}`}
        post={post}
        accounts={accounts.data ?? []}
        beginning={beginning()}
      />
    );
  };

  function beginning(): Draft {
    if (source.data) return (postId === undefined ? copyOf : draftOf)(source.data, project.timezone);
    const draft = newDraft(project.timezone, at);
    const found = image.data?.status === 'validated' ? image.data : null;
    return found ? { ...draft, media: [pictureOf(found)] } : draft;
  }

  return (
    <Page width="wide">
      <PageHeader title={title} description={t('description')} />
      {body()}
    </Page>
  );
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
