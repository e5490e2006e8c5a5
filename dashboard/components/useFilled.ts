import { useAppTexts } from '../app/i18n/i18n.ts';

/** The check of a form's field that must hold something: for `check` of useProblemForm. */
export function useFilled() {
  const t = useAppTexts();
  return (value: string): string | null => (value.trim() === '' ? t('required') : null);
}
