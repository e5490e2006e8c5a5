/** What each workflow is given: ids only, for histories keep their inputs in clear. */
export interface WorkflowInputs {
  generateImage: { imageId: number };
  publishPost: { postId: number };
  syncRecurringSchedule: { scheduleId: number };
  runRecurringSchedule: { scheduleId: number };
  replyToComment: { replyId: string };
  writeCaption: { captionId: string };
  removeFiles: { keys: string[] };
  sendMail: { mailId: string };
  syncConnection: { connectionId: string };
  refreshToken: { connectionId: string };
  disconnectConnection: { connectionId: string };
  keepAttachments: { messageId: string };
  watchInbox: { connectionId: string };
  nameContact: { conversationId: string };
  sendMessage: { messageId: string };
  replayReply: { callId: string };
  conversation: { conversationId: string };
  sendBatch: { batchId: string };
  syncAllConnections: JobInput;
  /** `days`: tokens that expire within them; those that are due where none are named. */
  refreshExpiringTokens: JobInput & { days?: number };
  repairConnections: JobInput;
  refreshViews: JobInput;
  sendWeeklyReports: JobInput;
  notifyTokenExpiration: JobInput;
  cleanUpLogs: JobInput;
  watchInboxes: JobInput;
}

/** What a job is told: whether its time has come, and not a person waits for it; then it spreads its work. */
type JobInput = { scheduled?: boolean };

export type WorkflowName = keyof WorkflowInputs;

/** Workflows that look again at what changes while they run. */
export type WakeableWorkflow =
  | 'publishPost'
  | 'syncConnection'
  | 'syncRecurringSchedule'
  | 'runRecurringSchedule'
  | 'sendMessage'
  | 'conversation'
  | 'notifyTokenExpiration';
/** The signal that makes them read their row again. It carries nothing, and may repeat. */
export const rowChanged = 'rowChanged';

/** The task queue of a platform's publishing: its workers keep the platform's pace. */
export const publishingQueue = (taskQueue: string, platform: string): string =>
  `${taskQueue}/publish/${platform}`;

/** The task queue of answers to customers: models that take their time hold up nothing else. */
export const answeringQueue = (taskQueue: string): string => `${taskQueue}/answer`;

const recurringPrefix = 'recurring/';
/** The id of a recurring plan's Schedule in Temporal. */
export const recurringScheduleId = (planId: number): string => `${recurringPrefix}${planId}`;
/** The plan of such an id; null where it is the id of something else. */
export function planOfSchedule(scheduleId: string): number | null {
  const planId = Number(scheduleId.slice(recurringPrefix.length));
  return recurringScheduleId(planId) === scheduleId ? planId : null;
}

interface WorkflowKind<Name extends WorkflowName> {
  /** The workflow's id, made from its input: whoever knows the row finds the workflow. */
  id(input: WorkflowInputs[Name]): string;
  /** Temporal's priority, 1 (first) to 5. */
  priority: 1 | 2 | 3 | 4 | 5;
  /** One line for whoever reads the list of workflows in the Temporal UI. */
  summary(input: WorkflowInputs[Name]): string;
}

/**
 * Every workflow that the outbox can start. A start that is repeated joins the running one, or runs anew: every
 * workflow rereads its row first and ends when there is nothing left to do.
 */
export const workflows: { [Name in WorkflowName]: WorkflowKind<Name> } = {
  generateImage: {
    id: ({ imageId }) => `generate-image/${imageId}`,
    priority: 3,
    summary: ({ imageId }) => `Generate image ${imageId}`,
  },
  publishPost: {
    id: ({ postId }) => `publish-post/${postId}`,
    priority: 1,
    summary: ({ postId }) => `Publish post ${postId}`,
  },
  syncRecurringSchedule: {
    id: ({ scheduleId }) => `sync-recurring/${scheduleId}`,
    priority: 2,
    summary: ({ scheduleId }) => `Make the Schedule of recurring plan ${scheduleId} as its row says`,
  },
  runRecurringSchedule: {
    id: ({ scheduleId }) => `${recurringScheduleId(scheduleId)}/run`,
    priority: 2,
    summary: ({ scheduleId }) => `Make the posts of recurring plan ${scheduleId} that are due soon`,
  },
  replyToComment: {
    id: ({ replyId }) => `reply-to-comment/${replyId}`,
    priority: 1,
    summary: ({ replyId }) => `Write reply ${replyId} to a comment`,
  },
  writeCaption: {
    id: ({ captionId }) => `write-caption/${captionId}`,
    priority: 2,
    summary: ({ captionId }) => `Write caption ${captionId} by AI`,
  },
  removeFiles: {
    id: ({ keys }) => `remove-files/${keys.join(',')}`,
    priority: 5,
    summary: ({ keys }) => `Remove ${keys.length} stored file(s)`,
  },
  sendMail: {
    id: ({ mailId }) => `send-mail/${mailId}`,
    priority: 2,
    summary: ({ mailId }) => `Send mail ${mailId}`,
  },
  syncConnection: {
    id: ({ connectionId }) => `sync-connection/${connectionId}`,
    priority: 3,
    summary: ({ connectionId }) => `Sync connection ${connectionId}`,
  },
  refreshToken: {
    id: ({ connectionId }) => `refresh-token/${connectionId}`,
    priority: 2,
    summary: ({ connectionId }) => `Refresh the token of connection ${connectionId}`,
  },
  disconnectConnection: {
    id: ({ connectionId }) => `disconnect-connection/${connectionId}`,
    priority: 3,
    summary: ({ connectionId }) => `Tell the platform that connection ${connectionId} ends`,
  },
  keepAttachments: {
    id: ({ messageId }) => `keep-attachments/${messageId}`,
    priority: 3,
    summary: ({ messageId }) => `Keep what is attached to message ${messageId}`,
  },
  nameContact: {
    id: ({ conversationId }) => `name-contact/${conversationId}`,
    priority: 4,
    summary: ({ conversationId }) => `Ask who writes in conversation ${conversationId}`,
  },
  replayReply: {
    id: ({ callId }) => `replay-reply/${callId}`,
    priority: 3,
    summary: ({ callId }) => `Make a reply of the assistant again, as call ${callId}`,
  },
  sendMessage: {
    id: ({ messageId }) => `send-message/${messageId}`,
    priority: 1,
    summary: ({ messageId }) => `Send message ${messageId}`,
  },
  sendBatch: {
    id: ({ batchId }) => `send-batch/${batchId}`,
    priority: 2,
    summary: ({ batchId }) => `Send the messages of batch ${batchId}`,
  },
  conversation: {
    id: ({ conversationId }) => `conversation/${conversationId}`,
    priority: 2,
    summary: ({ conversationId }) => `See that conversation ${conversationId} is answered`,
  },
  watchInbox: {
    id: ({ connectionId }) => `watch-inbox/${connectionId}`,
    priority: 3,
    summary: ({ connectionId }) => `See that connection ${connectionId} is told of its messages`,
  },
  syncAllConnections: job('sync-all-connections', 'Sync every active connection'),
  refreshExpiringTokens: {
    ...job('refresh-expiring-tokens', 'Refresh the tokens that expire soon'),
    // Other days are other work: they do not join the run of fewer.
    id: ({ days }) => `refresh-expiring-tokens${days === undefined ? '' : `/${days}`}`,
  },
  repairConnections: job('repair-connections', 'Try connections in error again'),
  refreshViews: job('refresh-views', 'Refresh the materialised views'),
  sendWeeklyReports: job('send-weekly-reports', 'Send the weekly reports that are due'),
  notifyTokenExpiration: job('notify-token-expiration', 'Tell owners of tokens that expire soon'),
  cleanUpLogs: job('clean-up-logs', 'Delete old sync logs'),
  watchInboxes: job('watch-inboxes', 'See that every inbox is told of its messages'),
};

/** A job has one id: a second start by hand joins the first. */
function job(id: string, summary: string) {
  return { id: () => id, priority: 4 as const, summary: () => summary };
}

/** The entity that starts again what was lost: one in a namespace, kept alive by the workers. */
export const reconcileWorkId = 'reconcile-work';
