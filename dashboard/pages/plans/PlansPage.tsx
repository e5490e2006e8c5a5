import { IconRepeat } from '@tabler/icons-react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';

export function PlansPage() {
  const t = useAppTexts();
  return (
    <Page>
      <PageHeader title={t('navigation.plans')} />
      <EmptyState icon={IconRepeat} title={t('soon')} />
    </Page>
  );
}
