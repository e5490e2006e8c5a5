import { defineTexts } from '../../app/i18n/i18n.ts';

/** Of all pages for strangers: there is little on each. */
export const useOutsideTexts = defineTexts('outside', {
  en: () => import('./texts.en.ts'),
  fr: () => import('./texts.fr.ts'),
});
