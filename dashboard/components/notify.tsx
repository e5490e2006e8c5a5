import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';
import { ApiProblem, NoAnswer } from '../app/client/problem.ts';

const say = (name: string): string => i18next.t(name, { ns: 'app' });

/** Words for what went wrong, for a notification or a line: what is wrong with fields, where that is known. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) {
    const { detail, details } = error.problem;
    return Object.values(details).flat().join(' ') || detail;
  }
  return say(error instanceof NoAnswer ? 'errors.noAnswer' : 'errors.unknown');
}

/** Short notices at the edge, which screen readers say: for what was done, and for what failed away from a form. */
export const notify = {
  done: (message: string): void => {
    notifications.show({
      message,
      icon: <IconCheck size={18} />,
      color: 'lagoon',
      autoClose: 4000,
      closeButtonProps: { 'aria-label': say('actions.close') },
    });
  },
  failed: (error: unknown): void => notify.undone(say('errors.title'), error),
  /** What did not work, in words, where nobody sees it any more. */
  undone: (title: string, error: unknown): void => {
    notifications.show({
      title,
      message: problemText(error),
      icon: <IconAlertTriangle size={18} />,
      color: 'red',
      autoClose: 10_000,
      closeButtonProps: { 'aria-label': say('actions.close') },
    });
  },
};
