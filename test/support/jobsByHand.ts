import { MockActivityEnvironment } from '@temporalio/testing';
import { createJobActivities } from '../../activities/jobs.ts';
import { createMailActivities } from '../../activities/mails.ts';
import { createReportActivities } from '../../activities/reports.ts';
import type { WalkKind } from '../../contracts/syncing.ts';
import { Mail } from '../../db/models/mail.ts';
import type { Mailer } from '../../mail/mailer.ts';
import { keepingOf } from './keeping.ts';
import type { TestApi } from './testApi.ts';

const everyId = {
  after: '00000000-0000-0000-0000-000000000000',
  until: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
};

/** The work of the scheduled jobs, done at once, by a clock of the test's. */
export interface JobsByHand {
  /** Syncs, repairs or refreshes every connection that is due for it; of no more than a batch. */
  walk(kind: WalkKind): Promise<void>;
  /** Sends the notices that are due; returns to whom, and of which kind. */
  notify(): Promise<{ recipient: string; kind: string }[]>;
}

export async function jobsByHand(
  api: Pick<TestApi, 'config' | 'environment'>,
  mailer: Mailer,
  now: () => Date,
): Promise<JobsByHand> {
  const { platforms, tokens } = await keepingOf(api, now);
  const jobs = createJobActivities({ platforms, tokens, now, connectionsInFlight: 8 });
  const reports = createReportActivities({ platforms, now });
  const { JWT_SECRET: linkSecret = '', PUBLIC_URL: publicUrl } = api.config;
  const mails = createMailActivities({ mailer, linkSecret, publicUrl, platforms, now });
  const run = <Result>(work: () => Promise<Result>) => new MockActivityEnvironment().run(work);
  return {
    async walk(kind) {
      const since = await jobs.beginJob();
      await run(() => jobs.workBatch({ kind, since, ...everyId, again: false, lanes: 1 }));
    },
    async notify() {
      if ((await run(() => reports.sendTokenNotices())) === 0) return [];
      const queued = await Mail.findAll({ where: { status: 'queued' } });
      for (const { id } of queued) await run(() => mails.deliverMail(id));
      return queued.map(({ recipient, kind }) => ({ recipient, kind }));
    },
  };
}
