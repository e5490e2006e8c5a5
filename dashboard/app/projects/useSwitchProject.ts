import { notifications } from '@mantine/notifications';
import { useRouter } from '@tanstack/react-router';
import { chooseProject } from './currentProject.ts';

/**
 * Goes to a project's home; what a page shows of one project the other does not have. Who is asked whether to leave
 * what they were writing, and stays, stays in the project too. `arrived` is called there.
 */
export function useSwitchProject(): (id: string, arrived?: () => void) => void {
  const router = useRouter();
  return (id, arrived) => {
    const passage = crypto.randomUUID();
    const stop = router.subscribe('onResolved', ({ toLocation }) => {
      // The next place where somebody arrives is that home, or else they have thought better of it.
      stop();
      if (toLocation.state.passage !== passage) return;
      // What they offer to undo was done in the other one.
      notifications.clean();
      chooseProject(id);
      arrived?.();
    });
    void router.navigate({ to: '/dashboard', state: { passage } });
  };
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** By which whoever switches the project is known again on arrival. */
    passage?: string;
  }
}
