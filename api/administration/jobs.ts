import type { z } from 'zod';
import { startWorkflow } from '../../commands/startWorkflow.ts';
import { Job, JobAccepted, JobList, JobParams, PauseJob } from '../../contracts/administration.ts';
import { jobNames, jobNotes, jobs } from '../../contracts/jobs.ts';
import { notFound, Refusal } from '../../contracts/refusal.ts';
import { workflows } from '../../contracts/workflows.ts';
import { TemporalUnavailable } from '../../runtime/scheduleReader.ts';
import { accepted, endpoint, ok, type Endpoint } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import type { Services } from '../services.ts';
import { presentJob } from './presentJob.ts';

const path = '/api/admin/jobs';
const common = { tag: 'Administration', access: 'admin' } as const;

type Name = (typeof jobNames)[number];

/** The job that a path names. @throws {Refusal} not_found */
function needJob(named: string): Name {
  const job = jobNames.find((name) => name === named);
  if (!job) throw notFound('job');
  return job;
}

const scheduleOf = (name: Name) => workflows[jobs[name]].id({});

/** What stands in Temporal alone. @throws {Refusal} unavailable while Temporal is away */
async function askTemporal<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TemporalUnavailable)) throw error;
    throw new Refusal('unavailable', 'temporal_unavailable', { retryAfterSeconds: 5 });
  }
}

async function readJob({ schedules }: Services, name: Name, locale: Locale): Promise<z.infer<typeof Job>> {
  return presentJob(name, await schedules.read(scheduleOf(name), jobs[name]), locale);
}

const list = endpoint({
  ...common,
  method: 'GET',
  path,
  summary: 'The jobs that run by themselves: how each ran last, and when it runs next',
  answers: { 200: JobList },
  async handle({ services, locale }) {
    const found = await askTemporal(() =>
      Promise.all(jobNames.map((name) => readJob(services, name, locale))),
    );
    return ok({ jobs: found });
  },
});

const run = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/{job}/run`,
  summary: 'Have a job run now, beside its timetable; one that runs already is joined',
  params: JobParams,
  answers: { 202: JobAccepted },
  async handle({ params, services, locale }) {
    const job = needJob(params.job);
    await startWorkflow(jobs[job], {}, null);
    const message = say(locale, services.temporal.isUp() ? 'job_started' : 'work_queued');
    return accepted({ message, task_id: scheduleOf(job) });
  },
});

const pause = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/{job}/pause`,
  summary: 'Have a job run no more by itself, until it is resumed',
  params: JobParams,
  body: PauseJob.optional(),
  answers: { 200: Job },
  async handle({ params, body, services, locale }) {
    const job = needJob(params.job);
    const note = body?.reason || say(locale, 'job_paused');
    if (!(await askTemporal(() => services.schedules.pause(scheduleOf(job), note)))) throw notFound('job');
    return ok(await askTemporal(() => readJob(services, job, locale)));
  },
});

const resume = endpoint({
  ...common,
  method: 'POST',
  path: `${path}/{job}/resume`,
  summary: 'Have a job run by itself again',
  params: JobParams,
  answers: { 200: Job },
  async handle({ params, services, locale }) {
    const job = needJob(params.job);
    const note = jobNotes[jobs[job]];
    if (!(await askTemporal(() => services.schedules.resume(scheduleOf(job), note)))) throw notFound('job');
    return ok(await askTemporal(() => readJob(services, job, locale)));
  },
});

/** /api/admin/jobs: what Temporal's Schedules start, for administrators. */
export const jobEndpoints: Endpoint[] = [list, run, pause, resume];
