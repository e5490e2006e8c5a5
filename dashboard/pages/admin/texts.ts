import { defineTexts } from '../../app/i18n/i18n.ts';

export const useAdminTexts = defineTexts('admin', {
  en: () => import('./texts.en.ts'),
  fr: () => import('./texts.fr.ts'),
});
