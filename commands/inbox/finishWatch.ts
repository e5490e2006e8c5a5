import { transaction } from '../../db/connection.ts';
import { keepWatch } from '../../db/inboxWatches.ts';
import { findResponsible } from '../../db/projects.ts';
import { row, rows } from '../../db/query.ts';
import { queueMail } from '../mails/queueMail.ts';

/** A time in which the platform did not tell us of messages. */
export interface Gap {
  since: Date;
  until: Date;
  /** How many were fetched afterwards: none where the platform has none to fetch. */
  recovered: number;
}

/**
 * Ends a look at an inbox: its messages are known until `completeUntil`. A gap is noted, and told to whoever connected the
 * account, or to the owners of a project that they have left.
 */
export function finishWatch(
  { id, projectId, userId }: { id: string; projectId: string; userId: string },
  { checkedAt, completeUntil }: { checkedAt: Date; completeUntil: Date },
  gap: Gap | null,
): Promise<void> {
  return transaction(async () => {
    await keepWatch(id, { checkedAt, completeUntil, problem: null });
    if (!gap) return;
    await rows(
      `update inbox_watches set gap_since = $2, gap_until = $3, recovered_messages = $4 where connection_id = $1
       returning 1 as kept`,
      [id, gap.since, gap.until, gap.recovered],
    );
    for (const { email, locale } of await findResponsible(projectId, userId))
      await queueMail({ kind: 'inbox_gap', subjectId: id, recipient: email, locale, projectId });
  });
}

/** What the mail about a gap says. */
export interface NoticedGap {
  platform: string;
  username: string;
  projectName: string;
  timezone: string;
  since: Date;
  until: Date;
  recovered: number;
}

/** The last gap of an inbox; undefined when the connection is gone. */
export const readNoticedGap = (connectionId: string) =>
  row<NoticedGap>(
    `select c.platform, c.username, p.name as "projectName", p.timezone, w.gap_since as since, w.gap_until as until,
       w.recovered_messages as recovered
     from inbox_watches w join social_media_connections c on c.id = w.connection_id
     join projects p on p.id = c.project_id and p.deleted_at is null
     where w.connection_id = $1 and w.gap_since is not null`,
    [connectionId],
  );
