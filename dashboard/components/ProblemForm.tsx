import { Button, Group, Stack, type MantineSpacing } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppTexts } from '../app/i18n/i18n.ts';
import { FormProblem } from './FormProblem.tsx';
import type { Sending } from './useProblemForm.ts';

interface ProblemFormProps extends Sending {
  /** The verb of its button: “Save” by itself. */
  verb?: string;
  /** Nobody may send it: it has no button. */
  readOnly?: boolean;
  gap?: MantineSpacing;
  /** Its fields. */
  children: ReactNode;
}

/** A form of useProblemForm as it stands on a page: what is wrong with it as a whole, its fields, its button. */
export function ProblemForm({
  error,
  isSending,
  submit,
  verb,
  readOnly = false,
  gap = 'md',
  children,
}: ProblemFormProps) {
  const t = useAppTexts();
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={gap}>
        <FormProblem error={error} />
        {children}
        {!readOnly && (
          <Group justify="flex-end">
            <Button type="submit" loading={isSending}>
              {verb ?? t('actions.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
