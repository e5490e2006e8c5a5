import { Button } from '@mantine/core';
import { IconPhoto, IconPhotoSearch, IconSparkles, IconUpload, IconZoomCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, lazyRouteComponent, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { CardsSkeleton } from '../../components/Skeletons.tsx';
import { Filters } from './Filters.tsx';
import { Gallery } from './Gallery.tsx';
import { GenerateDrawer } from './GenerateDrawer.tsx';
import { imagesQuery, statisticsQuery, type ImagesFilter } from './questions.ts';
import { ReviewDialog } from './ReviewDialog.tsx';
import type { ImagesSearch } from './search.ts';
import { useImagesTexts } from './texts.ts';

/** Brings the dropping of files along: loaded when somebody uploads. */
const UploadDialog = lazyRouteComponent(() => import('./UploadDialog.tsx'));

const route = getRouteApi('/shell/dashboard/images');

/** /dashboard/images: the gallery; making, bringing and judging images stand over it. */
export function ImagesPage() {
  const t = useImagesTexts();
  const mayEdit = useMay('editor');
  const navigate = useNavigate();
  const { id: projectId } = useProject();
  const { open, like, ...filter } = route.useSearch();
  const go = (search: ImagesSearch, replace = false) =>
    void navigate({ to: '/dashboard/images', search, replace });
  const show = ({ status, tag, search }: ImagesFilter) =>
    go({ ...(status && { status }), ...(tag && { tag }), ...(search && { search }) }, true);
  const over = (what?: ImagesSearch['open']) => go({ ...filter, ...(what && { open: what }) });
  const first = useQuery(imagesQuery(projectId, filter, 1));
  const count = first.data?.count ?? 0;
  const isFiltered = Object.keys(filter).length > 0;
  const isEmpty = first.isSuccess && count === 0 && !isFiltered;
  return (
    <Page width="wide">
      <PageHeader title={t('title')} description={t('description')}>
        {mayEdit && <Actions over={over} isEmpty={isEmpty} />}
      </PageHeader>
      {!isEmpty && <Filters filter={filter} show={show} />}
      {first.isPending ? (
        <CardsSkeleton height={300} />
      ) : first.isLoadingError ? (
        <ErrorState error={first.error} retry={() => void first.refetch()} />
      ) : count > 0 ? (
        <Gallery filter={filter} count={count} />
      ) : isFiltered ? (
        <EmptyState icon={IconPhotoSearch} title={t('empty.none')} text={t('empty.noneText')}>
          <Button variant="default" onClick={() => show({})}>
            {t('filters.clear')}
          </Button>
        </EmptyState>
      ) : (
        <EmptyState icon={IconPhoto} title={t('empty.title')} text={t('empty.text')}>
          {mayEdit && (
            <Button leftSection={<IconSparkles size={18} aria-hidden />} onClick={() => over('generate')}>
              {t('generate')}
            </Button>
          )}
        </EmptyState>
      )}
      {mayEdit && (
        <>
          <GenerateDrawer
            opened={open === 'generate'}
            like={like ?? null}
            onClose={() => over()}
            review={() => over('review')}
          />
          <ReviewDialog opened={open === 'review'} onClose={() => over()} />
          {open === 'upload' && (
            <Suspense>
              <UploadDialog onClose={() => over()} />
            </Suspense>
          )}
        </>
      )}
    </Page>
  );
}

interface ActionsProps {
  over: (what: ImagesSearch['open']) => void;
  isEmpty: boolean;
}

function Actions({ over, isEmpty }: ActionsProps) {
  const t = useImagesTexts();
  const { id: projectId } = useProject();
  const statistics = useQuery(statisticsQuery(projectId));
  const waiting = statistics.data?.by_status.generated ?? 0;
  return (
    <>
      {waiting > 0 && (
        <Button
          variant="default"
          leftSection={<IconZoomCheck size={18} aria-hidden />}
          onClick={() => over('review')}
        >
          {t('review', { count: waiting })}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconUpload size={18} aria-hidden />}
        onClick={() => over('upload')}
      >
        {t('upload')}
      </Button>
      {!isEmpty && (
        <Button leftSection={<IconSparkles size={18} aria-hidden />} onClick={() => over('generate')}>
          {t('generate')}
        </Button>
      )}
    </>
  );
}
