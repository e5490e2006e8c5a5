import { Container } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { useAppTexts } from '../i18n/i18n.ts';

/** Where there is no such page. */
export function PageMissing() {
  const t = useAppTexts();
  return (
    <Container size="sm" py="xl">
      <title>{`${t('missing.title')} – SocialSync`}</title>
      <EmptyState icon={IconMapSearch} title={t('missing.title')} text={t('missing.text')} isPage>
        <ButtonLink to="/dashboard">{t('missing.home')}</ButtonLink>
      </EmptyState>
    </Container>
  );
}
