import { createAssistant, type AssistantDependencies } from './assistant/index.ts';
import { createCaptionActivities } from './captions/index.ts';
import { createDisconnectionActivities } from './disconnection.ts';
import { createFileActivities } from './files.ts';
import { createImageActivities } from './images.ts';
import { createBatchActivities } from './inbox/batches.ts';
import { createReceiving, type ReceivingDependencies } from './inbox/index.ts';
import { createJobActivities } from './jobs.ts';
import { createMailActivities } from './mails.ts';
import { createPublishing, type PublishingDependencies } from './publishing/index.ts';
import { createReconciliationActivities } from './reconciliation.ts';
import { createRecurringActivities } from './recurring/index.ts';
import { createReplying } from './replying.ts';
import { createReportActivities } from './reports.ts';
import { createTokenKeeper, type KeeperDependencies } from './tokenKeeper.ts';

type Dependencies = KeeperDependencies &
  Parameters<typeof createImageActivities>[0] &
  Parameters<typeof createFileActivities>[0] &
  Parameters<typeof createMailActivities>[0] &
  Parameters<typeof createReportActivities>[0] &
  Parameters<typeof createRecurringActivities>[0] &
  Parameters<typeof createCaptionActivities>[0] &
  AssistantDependencies &
  Omit<PublishingDependencies, 'tokens'> &
  Omit<ReceivingDependencies, 'tokens'> &
  Omit<Parameters<typeof createJobActivities>[0], 'tokens'>;

/** Every activity, made from what it needs; workers/ gives the real things, a test may give its own. */
export function createActivities(dependencies: Dependencies) {
  const tokens = createTokenKeeper(dependencies);
  return {
    ...createImageActivities(dependencies),
    ...createFileActivities(dependencies),
    ...createMailActivities(dependencies),
    ...createReconciliationActivities(dependencies),
    ...createDisconnectionActivities(dependencies),
    ...createReportActivities(dependencies),
    ...createRecurringActivities(dependencies),
    ...createCaptionActivities(dependencies),
    ...createReplying(dependencies),
    ...createAssistant(dependencies),
    ...createPublishing({ ...dependencies, tokens }),
    ...createReceiving({ ...dependencies, tokens }),
    ...createBatchActivities({ ...dependencies, tokens }),
    ...createJobActivities({ ...dependencies, tokens }),
  };
}

/** What workflows see of the activities: their types. */
export type Activities = ReturnType<typeof createActivities>;
