import { SegmentedControl } from '@mantine/core';
import { chooseLanguage, useAppTexts, useLanguage } from '../i18n/i18n.ts';

/** The language of this browser, for who is not signed in. */
export function LanguageSwitch() {
  const t = useAppTexts();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('account.language')}
      value={useLanguage()}
      onChange={(language) => void chooseLanguage(language)}
      data={[
        { value: 'fr', label: 'FR' },
        { value: 'en', label: 'EN' },
      ]}
    />
  );
}
