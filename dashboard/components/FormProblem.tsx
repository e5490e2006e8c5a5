import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiProblem, NoAnswer } from '../app/client/problem.ts';
import { useAppTexts } from '../app/i18n/i18n.ts';
import { problemText } from './notify.tsx';

interface FormProblemProps {
  error: unknown;
  /** What is wrong with fields too: for where none of them is shown. */
  withFields?: true;
}

/** What was wrong with a form as a whole; nothing while nothing is. */
export function FormProblem({ error, withFields }: FormProblemProps) {
  const t = useAppTexts();
  if (!error) return null;
  const text =
    error instanceof ApiProblem
      ? withFields
        ? problemText(error)
        : error.problem.detail
      : error instanceof NoAnswer
        ? t('errors.noAnswer')
        : t('errors.unknown');
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />}>
      {text}
    </Alert>
  );
}
