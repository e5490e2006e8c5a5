import { database } from './connection.ts';
import { rows } from './query.ts';

/** Refreshes the materialised views, the ranking after what it is made of; readers see the old rows meanwhile. */
export async function refreshViews(): Promise<void> {
  for (const view of ['mv_latest_social_stats', 'mv_top_influencers_by_engagement'])
    await database().query(`refresh materialized view concurrently ${view}`);
}

/** Rows of one statement: it holds its locks for a moment only. */
const atOnce = 5_000;

/** Deletes the sync logs from before then; returns how many. */
export async function deleteSyncLogs(before: Date): Promise<number> {
  for (let deleted = 0; ;) {
    const gone = await rows(
      `delete from social_media_sync_logs where id in (
         select id from social_media_sync_logs where created_at < $1 order by created_at limit ${atOnce})
       returning 1 as deleted`,
      [before],
    );
    deleted += gone.length;
    if (gone.length < atOnce) return deleted;
  }
}
