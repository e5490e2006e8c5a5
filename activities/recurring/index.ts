import { cancellationSignal, log } from '@temporalio/activity';
import type { ChatModel } from '../../ai/chatModel.ts';
import {
  keepCaption,
  noteCaptionProblem,
  readCaptionOrders,
} from '../../commands/recurring/captionOrders.ts';
import { makeRun } from '../../commands/recurring/makeRun.ts';
import { openDueRuns } from '../../commands/recurring/openRuns.ts';
import type { PlanRunRow } from '../../db/planRuns.ts';
import type { Registry } from '../../platforms/registry.ts';
import { beating } from '../beating.ts';
import { writeCaption } from '../captions/writeCaption.ts';
import { nothingSpent } from '../spending.ts';
import { judgeTarget } from './judgeTarget.ts';
import { createKeepPlanSchedule } from './keepPlanSchedule.ts';
import type { PlanSchedules } from './planSchedules.ts';

interface RecurringDependencies {
  planSchedules: PlanSchedules;
  chatModel: ChatModel;
  platforms: Registry;
  now: () => Date;
  /** A project's generations a day. */
  imageQuotaPerDay: number;
}

/** What recurring plans do. */
export function createRecurringActivities(dependencies: RecurringDependencies) {
  const { planSchedules, chatModel, platforms, now, imageQuotaPerDay } = dependencies;
  return {
    keepPlanSchedule: createKeepPlanSchedule({ planSchedules, now }),

    /** The runs of a plan that are to be made now, by id; those that are due are written first. */
    openPlanRuns(planId: number): Promise<string[]> {
      return openDueRuns(planId, now());
    },

    /** Has the captions of a run written by AI, where its plan wants that, and keeps them. */
    writePlanCaptions: (runId: string): Promise<void> =>
      beating(async () => {
        for (const order of await readCaptionOrders(runId)) {
          const { prompt: subject, locale: language, ...rest } = order;
          const wish = { ...rest, subject, language, tone: '', hints: '' };
          const { caption } = await writeCaption(chatModel, platforms, wish, {
            ...{ signal: cancellationSignal(), spent: nothingSpent(), suggestsHashtags: false },
          });
          await keepCaption(runId, order.imageId, caption);
        }
      }),

    /** Notes that AI wrote no caption in time, so that the template is used. */
    async usePlanTemplate(runId: string): Promise<void> {
      log.warn('no caption was written in time: the template is used', { runId });
      await noteCaptionProblem(runId, 'caption_not_written');
    },

    /** Makes the posts of a run, and tells the plan's owner where it finds no image; what became of it. */
    makePlanRun(runId: string): Promise<PlanRunRow['state']> {
      return makeRun(runId, { judge: judgeTarget(platforms), dailyLimit: imageQuotaPerDay, now: now() });
    },
  };
}
