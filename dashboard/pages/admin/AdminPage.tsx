import { IconTool } from '@tabler/icons-react';
import { useAppTexts } from '../../app/i18n/i18n.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';

export function AdminPage() {
  const t = useAppTexts();
  return (
    <Page>
      <PageHeader title={t('navigation.admin')} />
      <EmptyState icon={IconTool} title={t('soon')} />
    </Page>
  );
}
