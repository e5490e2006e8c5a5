import {
  Button,
  Stack,
  Text,
  TextInput,
  Title,
  type PasswordInputProps,
  type TextInputProps,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { FormProblem } from '../../components/FormProblem.tsx';
import { SecretInput } from '../../components/SecretInput.tsx';
import type { Sending } from '../../components/useProblemForm.ts';
import { useOutsideTexts } from './texts.ts';

interface OutsideFormProps extends Sending {
  title: string;
  description?: string;
  /** What is said before the fields. */
  notice?: ReactNode;
  /** Its fields. */
  children: ReactNode;
  /** The verb of its button. */
  verb: string;
  /** The ways to the other pages. */
  below: ReactNode;
}

/** A form for strangers, as the whole of a page. */
export const OutsideForm = ({
  title,
  description,
  notice,
  children,
  verb,
  below,
  error,
  isSending,
  submit,
}: OutsideFormProps) => (
  <form onSubmit={submit} noValidate>
    <Stack>
      <title>{`${title} – SocialSync`}</title>
      <div>
        <Title order={1}>{title}</Title>
        {description && (
          <Text c="dimmed" mt={4}>
            {description}
          </Text>
        )}
      </div>
      {notice}
      <FormProblem error={error} />
      {children}
      <Button type="submit" size="md" loading={isSending}>
        {verb}
      </Button>
      {below}
    </Stack>
  </form>
);

/** The address by which people sign in. */
export function EmailField(props: TextInputProps) {
  const t = useOutsideTexts();
  return (
    <TextInput
      label={t('email')}
      type="email"
      autoComplete="username"
      required
      withAsterisk={false}
      {...props}
    />
  );
}

export function PasswordField(props: PasswordInputProps) {
  const t = useOutsideTexts();
  return <SecretInput label={t('password')} required withAsterisk={false} {...props} />;
}
