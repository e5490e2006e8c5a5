import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useAppTexts } from '../app/i18n/i18n.ts';

/** A field for a password, with the button that shows what was typed. */
export function SecretInput(props: PasswordInputProps) {
  const t = useAppTexts();
  return (
    <PasswordInput visibilityToggleButtonProps={{ 'aria-label': t('actions.showPassword') }} {...props} />
  );
}
