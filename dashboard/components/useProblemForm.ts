import { useForm, type UseFormReturnType } from '@mantine/form';
import { useRef, useState } from 'react';
import { ApiProblem, hasCode } from '../app/client/problem.ts';

type Fields = Record<string, unknown>;
type Rules<Values> = { [Name in keyof Values]?: (value: Values[Name], values: Values) => string | null };

/** How a form is sent: what ProblemForm is given. */
export interface Sending {
  /** What the API said of the form as a whole: for FormProblem. */
  error: unknown;
  /** Takes the error away: once it was answered otherwise. */
  forget: () => void;
  isSending: boolean;
  /** For `<form onSubmit>`: checks, sends, and shows what the API refuses at the fields it is about. */
  submit: (event?: React.FormEvent<HTMLFormElement>) => void;
}

/**
 * A form whose truth is the API: it refuses, and its words stand at the field (`details` of its problem, by name).
 * `check` is for what is known at once; `send` does it, and throws what the API says. It is given all values, and those
 * that somebody changed here: what stayed as it was may be another by now.
 */
export function useProblemForm<Values extends Fields>({
  values,
  check = {},
  send,
  isEmptied = false,
}: {
  values: Values;
  check?: Rules<Values>;
  /** Once it was sent it is as it was at first, for the next one. */
  isEmptied?: boolean;
  send: (values: Values, changed: Partial<Values>) => Promise<unknown>;
}): Sending & { form: UseFormReturnType<Values> } {
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues: values,
    validate: check as never,
    validateInputOnBlur: true,
  });
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const kept = useRef(values);

  const trySending = async (filled: Values) => {
    setError(null);
    setSending(true);
    try {
      await send(filled, changedOf(filled, kept.current));
      if (isEmptied) return form.reset();
      kept.current = filled;
      form.resetDirty(filled);
    } catch (problem) {
      // That somebody changed them meanwhile is said of all together: it is a question, not a mistake.
      const isConflict = hasCode(problem, 'changed_meanwhile');
      const details: Record<string, string[]> =
        problem instanceof ApiProblem && !isConflict ? problem.problem.details : {};
      const known = Object.entries(details).filter(([field]) => topOf(field) in values);
      // What is wrong within a list or an object stands at the field that holds it, too.
      const places = known.flatMap(([field, texts]) =>
        [field, topOf(field)].map((place) => [place, texts.join(' ')] as const),
      );
      form.setErrors(Object.fromEntries(places));
      if (known.length === 0) setError(problem);
      else focusFirst(form, known[0] && topOf(known[0][0]));
    } finally {
      setSending(false);
    }
  };
  const submit = form.onSubmit(
    (filled) => void trySending(filled),
    (errors) => focusFirst(form, Object.keys(errors)[0]),
  );
  return { form, error, forget: () => setError(null), isSending, submit };
}

const changedOf = <Values extends Fields>(values: Values, before: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  ) as Partial<Values>;

const topOf = (field: string): string => field.split('.')[0] ?? field;

function focusFirst<Values extends Fields>(form: UseFormReturnType<Values>, field: string | undefined): void {
  if (field) form.getInputNode(field as never)?.focus();
}
