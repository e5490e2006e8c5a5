import type { z } from 'zod';
import { CalendarPage, CalendarQuery } from '../../contracts/calendar.ts';
import { findCalendar, type CalendarPostRow } from '../../db/calendar.ts';
import { endpoint, ok } from '../endpoint.ts';
import { thumbnailUrl } from '../media.ts';
import { pagedBody, pageOf } from '../paging.ts';

/** Two months of a busy shop. */
const mostPosts = 1_000;

export const calendar = endpoint({
  method: 'GET',
  path: '/api/scheduler/calendar',
  summary: 'The posts between two instants, the earliest first, as much of each as a calendar shows',
  tag: 'Scheduler',
  access: 'viewer',
  query: CalendarQuery,
  answers: { 200: CalendarPage },
  async handle({ query, project, services }) {
    const publicUrl = services.config.PUBLIC_URL;
    const page = pageOf(query, { defaultSize: mostPosts, maximumSize: mostPosts });
    const { count, rows } = await findCalendar(project.id, { ...query, ...page });
    const results = rows.map((post) => present(post, publicUrl));
    return ok(pagedBody({ publicUrl, path: '/api/scheduler/calendar/', query, page, total: count, results }));
  },
});

function present(
  { id, scheduledTime, state, caption, image, targets }: CalendarPostRow,
  publicUrl: string,
): z.infer<typeof CalendarPage>['results'][number] {
  return {
    ...{ id, scheduled_time: scheduledTime.toISOString(), state, caption },
    image: image && { id: image.id, thumbnail_url: thumbnailUrl(publicUrl, image.fileKey) },
    targets: targets.map(({ connectionId, username, ...target }) => ({
      ...target,
      connection_id: connectionId,
      username: username ?? '',
    })),
  };
}
