import { defineTexts } from '../../app/i18n/i18n.ts';

export const useHomeTexts = defineTexts('home', {
  en: () => import('./texts.en.ts'),
  fr: () => import('./texts.fr.ts'),
});
