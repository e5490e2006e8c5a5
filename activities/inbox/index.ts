import { createAttachmentActivities, type AttachmentDependencies } from './attachments.ts';
import { createConversingActivities } from './conversing.ts';
import { createCustomerActivities } from './customers.ts';
import { createSendingActivities, type SendingDependencies } from './sending.ts';
import { createWatchActivities, type WatchDependencies } from './watching.ts';

export type ReceivingDependencies = AttachmentDependencies & SendingDependencies & WatchDependencies;

/** What is done about messages, beside writing them down. */
export const createReceiving = (dependencies: ReceivingDependencies) => ({
  ...createAttachmentActivities(dependencies),
  ...createConversingActivities(dependencies),
  ...createCustomerActivities(dependencies),
  ...createSendingActivities(dependencies),
  ...createWatchActivities(dependencies),
});
