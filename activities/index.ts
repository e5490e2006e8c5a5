import { createFileActivities } from './files.ts';
import { createImageActivities } from './images.ts';
import { createMailActivities } from './mails.ts';
import { createReconciliationActivities } from './reconciliation.ts';

type Dependencies = Parameters<typeof createImageActivities>[0] &
  Parameters<typeof createFileActivities>[0] &
  Parameters<typeof createMailActivities>[0];

/** Every activity, made from what it needs; workers/ gives the real things, a test may give its own. */
export const createActivities = (dependencies: Dependencies) => ({
  ...createImageActivities(dependencies),
  ...createFileActivities(dependencies),
  ...createMailActivities(dependencies),
  ...createReconciliationActivities(),
});

/** What workflows see of the activities: their types. */
export type Activities = ReturnType<typeof createActivities>;
