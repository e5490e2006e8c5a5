import { defineTexts } from '../../app/i18n/i18n.ts';

/** Of the gallery and of an image's own page. */
export const useImagesTexts = defineTexts('images', {
  en: () => import('./texts.en.ts'),
  fr: () => import('./texts.fr.ts'),
});
