import { createAttachmentActivities, type AttachmentDependencies } from './attachments.ts';
import { createCustomerActivities } from './customers.ts';
import { createWatchActivities, type WatchDependencies } from './watching.ts';

export type ReceivingDependencies = AttachmentDependencies & WatchDependencies;

/** What is done about messages that come in, beside writing them down. */
export const createReceiving = (dependencies: ReceivingDependencies) => ({
  ...createAttachmentActivities(dependencies),
  ...createCustomerActivities(dependencies),
  ...createWatchActivities(dependencies),
});
