import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * How an activity is repeated, named by what a repeat means. An activity says by its error when a repeat is pointless
 * (nonRetryable) or when it makes sense (nextRetryDelay): see activities/failures.ts.
 */

type Duration = ActivityOptions['startToCloseTimeout'];

/** For work that takes long: a worker that died is noticed after this. */
const heartbeatTimeout = '10 seconds';

/** Repeated after `initialInterval`, then each time after twice as long, up to `maximumInterval`. */
const doubling = (initialInterval: Duration, maximumInterval: Duration) => ({
  initialInterval,
  backoffCoefficient: 2,
  maximumInterval,
});

/** A short step in our own database, safe to repeat: repeated until the database is back. */
export const databaseStep: ActivityOptions = {
  startToCloseTimeout: '10 seconds',
  retry: doubling('200 milliseconds', '10 seconds'),
};

/** The same, where the step is so short that Temporal need not know of it before it is done. */
export const localDatabaseStep: LocalActivityOptions = {
  startToCloseTimeout: '5 seconds',
  retry: doubling('200 milliseconds', '5 seconds'),
};

/**
 * A step of publishing: the ledger, not Temporal, keeps it from being done twice, and a platform's failure is a state
 * there. What is repeated here is a worker that died, or a database that was away.
 */
export const publishing: ActivityOptions = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout,
  retry: doubling('500 milliseconds', '10 seconds'),
};

/**
 * The step that waits in its worker for the instant, and is silent until then: a worker that died meanwhile is noticed
 * ten seconds after it, at the latest.
 */
export const publishingIn = (waitMs: number): ActivityOptions => ({
  ...publishing,
  heartbeatTimeout: Math.max(0, waitMs) + 10_000,
});

/**
 * The first comment under a post, for some minutes: who repeats it reads back before anything is sent again, or sends
 * nothing.
 */
export const commenting: ActivityOptions = {
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout,
  scheduleToCloseTimeout: '15 minutes',
  retry: doubling('2 seconds', '2 minutes'),
};

/**
 * A reply to a comment: who repeats it reads back before anything is sent again. Given up after an hour, and with it the
 * token that came with it.
 */
export const replying: ActivityOptions = {
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout,
  scheduleToCloseTimeout: '1 hour',
  retry: doubling('500 milliseconds', '1 minute'),
};

/**
 * Sending what is left of a batch, for some minutes at a time: each message's row keeps it from being sent twice, and a
 * platform's failure is a state there. What is repeated here is a worker that died, or a database that was away.
 */
export const batchSending: ActivityOptions = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout,
  retry: doubling('500 milliseconds', '10 seconds'),
};

/**
 * A step of sending a message: its row keeps it from being sent twice, and a platform's failure is a state there. What is
 * repeated here is a worker that died, or a database that was away.
 */
export const sending: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout,
  retry: doubling('500 milliseconds', '10 seconds'),
};

/**
 * A call to an AI model: it may take minutes, costs money, and its answer is kept before anything else is done with
 * it, so that a repeat after the answer calls nobody. A person waits for it.
 */
export const modelCall: ActivityOptions = {
  startToCloseTimeout: '4 minutes',
  heartbeatTimeout,
  // Half an hour of attempts; the time that no worker was there to make one does not count.
  retry: { ...doubling('1 second', '1 minute'), maximumAttempts: 35 },
};

/**
 * A caption by an AI model, some minutes before its post is due: what was written is kept, and without one there is a
 * template.
 */
export const captionCall: ActivityOptions = {
  startToCloseTimeout: '90 seconds',
  scheduleToCloseTimeout: '4 minutes',
  heartbeatTimeout,
  retry: doubling('2 seconds', '30 seconds'),
};

/**
 * A caption that somebody waits for at the screen, for two minutes at most: then they have written one themselves. What
 * was written is kept.
 */
export const awaitedCaptionCall: ActivityOptions = {
  startToCloseTimeout: '40 seconds',
  scheduleToCloseTimeout: '2 minutes',
  // A worker that died is noticed after this.
  heartbeatTimeout: '10 seconds',
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 2,
    maximumInterval: '15 seconds',
    maximumAttempts: 5,
  },
};

/** A change of a Schedule in Temporal itself, safe to repeat. */
export const scheduleStep: ActivityOptions = {
  startToCloseTimeout: '20 seconds',
  retry: doubling('500 milliseconds', '30 seconds'),
};

/** A mail: repeating it is harmless, for its Message-ID stays the same. Given up after a day. */
export const mailDelivery: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '1 day',
  retry: doubling('2 seconds', '15 minutes'),
};

/**
 * Reading accounts from their platforms, and keeping their tokens fresh: safe to repeat, for what was done is kept row
 * by row, and a refresh has its lease in the row. A platform's failure is an outcome, no error: what is repeated
 * here is a worker that died, or a database that was away.
 */
export const platformReading: ActivityOptions = {
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout,
  scheduleToCloseTimeout: '6 hours',
  retry: doubling('1 second', '1 minute'),
};

/** Work on one account waits no longer for its platform: the daily jobs come again. */
export const longestPlatformWaitMs = 6 * 60 * 60_000;

/**
 * Telling a platform that a token ends: ending it twice is harmless. Given up after an hour: what we keep of the token
 * is deleted then, whatever the platform knows.
 */
export const tokenRevocation: ActivityOptions = {
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '1 hour',
  retry: doubling('2 seconds', '10 minutes'),
};

/**
 * Fetching from a platform what its links lead to for some days: safe to repeat. Given up after a day.
 */
export const fetching: ActivityOptions = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout,
  scheduleToCloseTimeout: '1 day',
  retry: doubling('2 seconds', '15 minutes'),
};

/**
 * An answer of the assistant: its models are asked within deadlines of their own, and what they said is kept before
 * anything is done with it. What is repeated here is a worker that died, or a database that was away; a customer waits.
 */
export const composing: ActivityOptions = {
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout,
  retry: { ...doubling('1 second', '20 seconds'), maximumAttempts: 8 },
};

/** A long statement in our own database, safe to repeat. */
export const databaseJob: ActivityOptions = {
  startToCloseTimeout: '30 minutes',
  scheduleToCloseTimeout: '3 hours',
  retry: doubling('5 seconds', '5 minutes'),
};

/** Tidying up, which the next time does as well: given up after a minute. */
export const housekeeping: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '1 minute',
  retry: doubling('1 second', '1 minute'),
};
