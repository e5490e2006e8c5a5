import { cancellationSignal, heartbeat, log } from '@temporalio/activity';
import type { ChatModel } from '../../ai/chatModel.ts';
import {
  keepCaption,
  noteCaptionProblem,
  readCaptionOrders,
} from '../../commands/recurring/captionOrders.ts';
import { makeRun } from '../../commands/recurring/makeRun.ts';
import { openDueRuns } from '../../commands/recurring/openRuns.ts';
import { noteSynced } from '../../commands/recurring/syncPlan.ts';
import { readPlan, type PlanRunRow } from '../../db/recurring.ts';
import type { Registry } from '../../platforms/registry.ts';
import { describeSchedule } from './describeSchedule.ts';
import { judgeTarget } from './judgeTarget.ts';
import type { PlanSchedules } from './planSchedules.ts';
import { writeCaption } from './writeCaption.ts';

interface RecurringDependencies {
  planSchedules: PlanSchedules;
  chatModel: ChatModel;
  platforms: Registry;
  now: () => Date;
  /** A project's generations a day. */
  imageQuotaPerDay: number;
}

/** Often enough for the heartbeat timeout of captionCall, ten seconds. */
const heartbeatEveryMs = 2_000;

/** What recurring plans do. */
export function createRecurringActivities(dependencies: RecurringDependencies) {
  const { planSchedules, chatModel, platforms, now, imageQuotaPerDay } = dependencies;
  return {
    /**
     * Makes a plan's Schedule as its row says, with the next times from now on, and notes that it did. Returns what it
     * is then.
     */
    async keepPlanSchedule(planId: number): Promise<'removed' | 'kept' | 'paused by an operator'> {
      const at = now();
      const plan = (await readPlan(planId)) ?? null;
      const schedule = plan && describeSchedule(plan, at);
      if (!schedule) await planSchedules.remove(planId);
      const pause = schedule && (await planSchedules.keep(schedule));
      await noteSynced(planId, { plan, pause, now: at });
      if (!schedule) return 'removed';
      return pause ? 'paused by an operator' : 'kept';
    },

    /** The runs of a plan that are to be made now, by id; those that are due are written first. */
    openPlanRuns(planId: number): Promise<string[]> {
      return openDueRuns(planId, now());
    },

    /** Has the captions of a run written by AI, where its plan wants that, and keeps them. */
    async writePlanCaptions(runId: string): Promise<void> {
      const beating = setInterval(() => heartbeat(), heartbeatEveryMs);
      try {
        for (const order of await readCaptionOrders(runId)) {
          const caption = await writeCaption(chatModel, platforms, order, cancellationSignal());
          await keepCaption(runId, order.imageId, caption);
        }
      } finally {
        clearInterval(beating);
      }
    },

    /** Notes that AI wrote no caption in time, so that the template is used. */
    async usePlanTemplate(runId: string): Promise<void> {
      log.warn('no caption was written in time: the template is used', { runId });
      await noteCaptionProblem(runId, 'caption_not_written');
    },

    /** Makes the posts of a run; what became of it. */
    makePlanRun(runId: string): Promise<PlanRunRow['state']> {
      const judge = judgeTarget(platforms);
      return makeRun(runId, { judge, dailyLimit: imageQuotaPerDay, now: now() });
    },
  };
}
