import type { Language } from '../../contracts/languages.ts';
import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { listProjectTimezones } from '../../db/reports.ts';
import { dueReportWeek, mondayOf, startOfDay } from '../localTime.ts';
import { queueMail } from './queueMail.ts';

/** Reports promised in one transaction. */
const batch = 100;

interface ClaimedReport {
  id: string;
  projectId: string;
  email: string;
  locale: Language;
}

/**
 * Promises the weekly reports that are due at `now`, a batch of them, and returns how many: to each active member who
 * wants one, of each project that had a connection in the week it is about. A report that was promised once is never
 * promised again, however many do this at once.
 */
export async function promiseWeeklyReports(now: Date): Promise<number> {
  const due = await findDueZones(now);
  if (due.length === 0) return 0;
  return transaction(async () => {
    const claimed = await rows<ClaimedReport>(
      `with claimed as (
         insert into weekly_reports (project_id, user_id, iso_week)
         select p.id, m.user_id, due.iso_week
         from unnest($1::text[], $2::text[], $3::timestamptz[]) as due (timezone, iso_week, week_end)
         join projects p on p.timezone = due.timezone and p.deleted_at is null
         join memberships m on m.project_id = p.id
         join users u on u.id = m.user_id and u.is_active and u.wants_weekly_report
         where exists (
             select from social_media_connections c
             where c.project_id = p.id and c.connection_status <> 'revoked' and c.created_at < due.week_end)
           and not exists (
             select from weekly_reports w
             where w.project_id = p.id and w.user_id = m.user_id and w.iso_week = due.iso_week)
         order by p.id, m.user_id limit ${batch}
         on conflict do nothing returning *)
       select claimed.id, project_id as "projectId", email, locale
       from claimed join users on users.id = claimed.user_id`,
      [due.map((zone) => zone.timezone), due.map((zone) => zone.isoWeek), due.map((zone) => zone.weekEnd)],
    );
    for (const { id, projectId, email, locale } of claimed)
      await queueMail({ kind: 'weekly_report', subjectId: id, recipient: email, locale, projectId });
    return claimed.length;
  });
}

/** The projects' time zones in which it is time for the report, and when the week it is about ended there. */
async function findDueZones(now: Date) {
  const zones = await listProjectTimezones();
  return zones.flatMap(({ timezone }) => {
    const isoWeek = dueReportWeek(now, timezone);
    if (!isoWeek) return [];
    return [{ timezone, isoWeek, weekEnd: startOfDay(mondayOf(isoWeek), timezone).toISOString() }];
  });
}
