/** Every workflow the worker runs. */
export { cleanUpLogs } from './cleanUpLogs.ts';
export { disconnectConnection } from './disconnectConnection.ts';
export { generateImage } from './generateImage.ts';
export { notifyTokenExpiration } from './notifyTokenExpiration.ts';
export { publishPost } from './publishPost.ts';
export { reconcileWork } from './reconcileWork.ts';
export { refreshExpiringTokens } from './refreshExpiringTokens.ts';
export { refreshToken } from './refreshToken.ts';
export { refreshViews } from './refreshViews.ts';
export { removeFiles } from './removeFiles.ts';
export { repairConnections } from './repairConnections.ts';
export { runRecurringSchedule } from './runRecurringSchedule.ts';
export { sendMail } from './sendMail.ts';
export { sendWeeklyReports } from './sendWeeklyReports.ts';
export { syncAllConnections } from './syncAllConnections.ts';
export { syncConnection } from './syncConnection.ts';
export { syncRecurringSchedule } from './syncRecurringSchedule.ts';
