import { Button, Center, SimpleGrid } from '@mantine/core';
import { IconPlus, IconRepeat } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useAppTexts, useLanguage } from '../../app/i18n/i18n.ts';
import { useMay, useProject } from '../../app/projects/projects.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { CardsSkeleton } from '../../components/Skeletons.tsx';
import { EditorDrawer } from './EditorDrawer.tsx';
import { PlanCard } from './PlanCard.tsx';
import { PlanDrawer } from './PlanDrawer.tsx';
import { plansQuery } from './questions.ts';
import { usePlansTexts } from './texts.ts';

const route = getRouteApi('/shell/dashboard/plans');

/** /dashboard/plans: what publishes by itself, again and again. */
export function PlansPage() {
  const t = usePlansTexts();
  const app = useAppTexts();
  const mayEdit = useMay('editor');
  const { id } = useProject();
  const plans = useInfiniteQuery(plansQuery(id, useLanguage()));
  const { plan, edit } = route.useSearch();
  const navigate = route.useNavigate();
  const close = () => void navigate({ search: {} });
  const shown = plans.data?.pages.flatMap(({ results }) => results) ?? [];
  const createButton = (
    <ButtonLink
      to="/dashboard/plans"
      search={{ edit: 'new' }}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t('create')}
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader title={app('navigation.plans')} description={t('description')}>
        {mayEdit && shown.length > 0 && createButton}
      </PageHeader>
      {plans.isPending ? (
        <CardsSkeleton height={200} cards={4} />
      ) : plans.isLoadingError ? (
        <ErrorState error={plans.error} retry={() => void plans.refetch()} />
      ) : shown.length === 0 ? (
        <EmptyState
          icon={IconRepeat}
          title={t('empty.title')}
          text={t(mayEdit ? 'empty.text' : 'empty.viewer')}
        >
          {mayEdit && createButton}
        </EmptyState>
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          {shown.map((each) => (
            <PlanCard key={each.id} plan={each} />
          ))}
        </SimpleGrid>
      )}
      {plans.hasNextPage && (
        <Center mt="lg">
          <Button
            variant="default"
            loading={plans.isFetchingNextPage}
            onClick={() => void plans.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </Center>
      )}
      <PlanDrawer planId={edit === undefined ? plan : undefined} onClose={close} />
      <EditorDrawer edit={mayEdit ? edit : undefined} onClose={close} />
    </Page>
  );
}
