import { SyncLogPage, SyncLogQuery } from '../../contracts/administration.ts';
import { findSyncLogs } from '../../db/statistics.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, ok } from '../endpoint.ts';
import { pagedBody, pageOf } from '../paging.ts';

export const syncLogs = endpoint({
  method: 'GET',
  path: '/api/social-media/admin/sync-logs',
  summary: 'How syncs and refreshes went, of all projects, newest first',
  tag: 'Social media',
  access: 'admin',
  query: SyncLogQuery,
  answers: { 200: SyncLogPage },
  async handle({ query, services }) {
    assertPlatforms(services, 'platform', [query.platform]);
    const page = pageOf(query);
    const { status = null, platform = null } = query;
    const { count, rows } = await findSyncLogs({ status, platform, ...page });
    const results = rows.map((log) => ({ ...log, created_at: log.created_at.toISOString() }));
    const path = '/api/social-media/admin/sync-logs';
    return ok(pagedBody({ publicUrl: services.config.PUBLIC_URL, path, query, page, total: count, results }));
  },
});
