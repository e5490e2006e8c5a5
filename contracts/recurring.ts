import { z } from 'zod';
import { Instant, line, NumericId, Ordinal, pageOf, Uuid } from './common.ts';
import { PlatformParams } from './connections.ts';
import { Timezone } from './projects.ts';
import { LatePolicy, LatePolicyInput } from './scheduler.ts';
import { Version, VersionRead } from './version.ts';

export const PlanFrequency = z.enum(['daily', 'weekly', 'monthly', 'rrule']);
export type PlanFrequency = z.infer<typeof PlanFrequency>;

/** In the order of ISO 8601: Monday is the first. */
export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** What happens when the run before still works. */
export const PlanOverlap = z.enum(['skip', 'wait', 'together']);
export type PlanOverlap = z.infer<typeof PlanOverlap>;

export const PlanParams = z.object({ id: NumericId });

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, { error: 'not_a_time_of_day' })
  .meta({ example: '10:00:00', description: "as the clocks of the plan's zone show it" });
const DayOfMonth = z.union([z.int().min(1).max(31), z.literal('last')]).meta({
  description: 'of a monthly plan; a month that is shorter has its last day instead',
});
const RecurrenceRule = z
  .string()
  .trim()
  .overwrite((rule) => rule.replace(/^RRULE:/i, ''))
  .max(500)
  .meta({
    description:
      'days by RFC 5545, for the frequency "rrule": FREQ (DAILY to YEARLY), INTERVAL, COUNT, UNTIL (a date), BYDAY, BYMONTHDAY, BYMONTH, BYWEEKNO, BYYEARDAY, BYSETPOS, WKST',
    example: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  });
/** All that a plan is made of; a request to make one needs the first four. */
const settings = {
  name: line(200).min(1),
  frequency: PlanFrequency,
  time_of_day: TimeOfDay,
  platforms: z.array(PlatformParams.shape.platform).min(1).max(20),
  is_active: z.boolean(),
  timezone: Timezone.meta({ description: "IANA; the project's by default" }),
  days_of_week: z.array(Weekday).max(7).meta({ description: 'of a weekly plan' }),
  day_of_month: DayOfMonth.nullable(),
  rrule: RecurrenceRule.nullable(),
  start_date: z.iso.date().meta({ description: 'the first day; today by default' }),
  end_date: z.iso.date().nullable().meta({ description: 'the last day, inclusive' }),
  connection_ids: z
    .array(Uuid)
    .max(50)
    .meta({ description: 'where the project has several accounts of a platform' }),
  tag: line(50).min(1).nullable().meta({
    description: 'only images with this tag; the whole library without one',
  }),
  caption: z.string().trim().max(8000).meta({
    description: 'a template: {prompt}, {tags} and {date} are filled in',
  }),
  caption_by: z.enum(['template', 'ai']).meta({
    description: 'ai: written from the prompt of the image; the template is used when the model cannot',
  }),
  hashtags: z.string().trim().max(4000),
  options: z.record(z.string().max(60), z.string().max(1000)).meta({
    description: 'what only some platforms ask for; filled in as the caption is',
  }),
  when_no_image: z.enum(['skip', 'generate']).meta({
    description: 'generate: an image is made from `prompt` and waits to be validated',
  }),
  prompt: z.string().trim().min(1).max(4000).nullable(),
  late_policy: LatePolicy,
  catch_up_minutes: z.int().min(1).max(10_080).meta({
    description: 'how long after its time an occurrence is still made up for, when it could not be made',
  }),
  overlap: PlanOverlap.meta({
    description:
      'when the run before still works: leave this one to the next run, wait for it, or run beside it',
  }),
};

const asked = { ...settings, late_policy: LatePolicyInput };

export const CreatePlanRequest = z
  .strictObject(asked)
  .partial()
  .required({ name: true, frequency: true, time_of_day: true, platforms: true })
  .meta({ id: 'CreateRecurringScheduleRequest' });
export type CreatePlanRequest = z.infer<typeof CreatePlanRequest>;

export const EditPlanRequest = z
  .strictObject({ ...asked, version: VersionRead })
  .partial()
  .meta({ id: 'EditRecurringScheduleRequest' });
export type EditPlanRequest = z.infer<typeof EditPlanRequest>;

const Outcome = z.object({ code: z.string(), message: z.string() });

export const PlanSummary = z
  .object({
    id: z.int(),
    ...settings,
    state: z.enum(['active', 'paused', 'paused_by_operator', 'not_scheduled', 'ended']).meta({
      description:
        'paused_by_operator: in Temporal; only an operator lets it go on. not_scheduled: see `problem`',
    }),
    paused_note: z.string().nullable().meta({ description: 'what the operator said of it' }),
    problem: Outcome.nullable().meta({
      description: 'why no posts are made at its times, or why its last run made none',
    }),
    next_occurrence_at: Instant.nullable(),
    created_at: Instant,
    updated_at: Instant,
    version: Version,
  })
  .meta({ id: 'RecurringSchedule' });

export const PlanPage = pageOf(PlanSummary).meta({ id: 'RecurringSchedulePage' });

export const PlanRun = z
  .object({
    id: z.int(),
    occurrence_at: Instant,
    kind: z.enum(['scheduled', 'now']),
    state: z.enum(['open', 'held', 'made', 'skipped']).meta({
      description: 'held: an image was generated for it, which waits to be validated',
    }),
    reason: Outcome.nullable().meta({ description: 'why no post was made' }),
    caption_problem: z.string().nullable().meta({ description: 'why the template was used instead of AI' }),
    image: z.int().nullable().meta({ description: 'the image that was generated for it' }),
    platforms: z.array(
      z.object({
        platform: z.string(),
        connection_id: Uuid.nullable(),
        image: z.int().nullable(),
        post: z.int().nullable(),
        problem: Outcome.nullable(),
      }),
    ),
    updated_at: Instant,
  })
  .meta({ id: 'RecurringScheduleRun' });

export const PlanDetail = PlanSummary.extend({
  runs: z.array(PlanRun).meta({ description: 'the last 20, the latest first' }),
}).meta({ id: 'RecurringScheduleDetail' });

export const PlanWritten = PlanSummary.extend({
  warnings: z
    .array(Outcome.extend({ platform: z.string() }))
    .meta({ description: 'platforms that nothing could be published to now' }),
}).meta({ id: 'RecurringScheduleWritten' });

export const PlanPreviewQuery = z.object({
  count: Ordinal.pipe(z.number().max(100)).default(10).meta({ description: 'how many; at most 100' }),
});

export const PlanPreview = z
  .object({
    id: z.int(),
    timezone: z.string(),
    occurrences: z.array(
      z.object({
        at: Instant,
        local_time: z
          .string()
          .meta({ example: '2026-03-29T03:00:00+02:00', description: "in the plan's zone" }),
        note: Outcome.nullable().meta({ description: 'in what it differs from what the plan says' }),
      }),
    ),
  })
  .meta({ id: 'RecurringSchedulePreview' });

export const PlanRunAccepted = z
  .object({ run: PlanRun, message: z.string() })
  .meta({ id: 'RecurringScheduleRunAccepted' });

/** When a plan is due, of one that does not exist or that is being changed. */
export const PlanTimesRequest = z
  .strictObject({
    frequency: settings.frequency,
    time_of_day: settings.time_of_day,
    timezone: settings.timezone.optional(),
    days_of_week: settings.days_of_week.optional(),
    day_of_month: settings.day_of_month.optional(),
    rrule: settings.rrule.optional(),
    start_date: settings.start_date.optional(),
    end_date: settings.end_date.optional(),
  })
  .meta({ id: 'RecurringScheduleTimesRequest' });

export const PlanTimes = PlanPreview.omit({ id: true }).meta({ id: 'RecurringScheduleTimes' });
