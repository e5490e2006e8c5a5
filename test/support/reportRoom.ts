import { MockActivityEnvironment } from '@temporalio/testing';
import type { Email } from 'postal-mime';
import { createMailActivities } from '../../activities/mails.ts';
import { createReportActivities } from '../../activities/reports.ts';
import { closeDatabase, connectDatabase } from '../../db/connection.ts';
import { Mail } from '../../db/models/mail.ts';
import { rows } from '../../db/query.ts';
import { loadPlatforms } from '../../platforms/registry.ts';
import { createTestDatabase } from './database.ts';
import { startMailbox } from './mailbox.ts';

/** Reports and notices by a clock of the test's, with a database and a mailbox of their own. */
export interface ReportRoom {
  /** The clock, which the test sets. */
  now: Date;
  reports: ReturnType<typeof createReportActivities>;
  received: Email[];
  linkSecret: string;
  publicUrl: string;
  /** Sends what was promised; returns all that has arrived. */
  deliverAll(): Promise<Email[]>;
  /** Forgets everybody and every mail, and sets the clock right. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Monday, 23 November 2026, 10:00 in Paris. */
export const monday = new Date('2026-11-23T09:00:00Z');

export async function openReportRoom(): Promise<ReportRoom> {
  connectDatabase({ url: await createTestDatabase(), poolSize: 10 });
  const [linkSecret, publicUrl] = ['only-for-tests', 'https://social.example'];
  const platforms = await loadPlatforms({ environment: {}, publicUrl, sandboxUrl: null });
  const mailbox = await startMailbox();
  const { mailer, received } = mailbox;
  const now = () => room.now;
  const mails = createMailActivities({ mailer, linkSecret, publicUrl, platforms, now });
  const room: ReportRoom = {
    now: monday,
    reports: createReportActivities({ platforms, now }),
    ...{ received, linkSecret, publicUrl },
    async deliverAll() {
      for (const { id } of await Mail.findAll({ order: ['createdAt'] }))
        await new MockActivityEnvironment().run(() => mails.deliverMail(id));
      return received;
    },
    async reset() {
      room.now = monday;
      received.length = 0;
      await rows('truncate users, projects, mails, outbox cascade');
    },
    async close() {
      await mailbox.close();
      await closeDatabase();
    },
  };
  return room;
}
