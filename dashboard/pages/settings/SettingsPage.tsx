import { useAppTexts } from '../../app/i18n/i18n.ts';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';

export function SettingsPage() {
  const t = useAppTexts();
  return (
    <Page width="narrow">
      <PageHeader title={t('navigation.settings')} />
    </Page>
  );
}
