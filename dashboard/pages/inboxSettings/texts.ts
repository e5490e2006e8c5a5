import { defineTexts } from '../../app/i18n/i18n.ts';

export const useInboxSettingsTexts = defineTexts('inboxSettings', {
  en: () => import('./texts.en.ts'),
  fr: () => import('./texts.fr.ts'),
});
