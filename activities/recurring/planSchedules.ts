import type { OperatorPause } from '../../commands/recurring/syncPlan.ts';

/** The Schedule that a recurring plan is to have in Temporal. */
export interface PlanSchedule {
  planId: number;
  /** When its runs start. */
  starts: Date[];
  isPaused: boolean;
  /** Set where an operator paused the Schedule that there was last. */
  operatorPause: OperatorPause;
  overlap: 'skip' | 'wait' | 'together';
  catchUpMinutes: number;
  /** For whoever looks at it in the Temporal UI. */
  note: string;
  /** The same, at its runs and in the list: no text that a person wrote. */
  memo: Record<string, string | string[] | number>;
}

/** Temporal does not take a Schedule as it is, and would not later either. */
export class ScheduleRefused extends Error {
  override name = 'ScheduleRefused';
}

/** Where the Schedules are kept; workers/planSchedules.ts gives the real thing. */
export interface PlanSchedules {
  /**
   * Makes the plan's Schedule like this, whether there was one or not. What an operator paused stays paused, which it
   * returns; also where the Schedule is made anew, for it was deleted. @throws {ScheduleRefused}
   */
  keep(schedule: PlanSchedule): Promise<OperatorPause>;
  /** Removes it. Without one there is nothing to do. */
  remove(planId: number): Promise<void>;
}
