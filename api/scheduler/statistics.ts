import { PostState, statusOf, type PostStatus } from '../../contracts/ledger.ts';
import { PostStatus as PostStatuses } from '../../contracts/scheduler.ts';
import { PostStatistics } from '../../contracts/postReports.ts';
import { readPostFigures } from '../../db/posts.ts';
import { endpoint, ok } from '../endpoint.ts';

export const statistics = endpoint({
  method: 'GET',
  path: '/api/scheduler/statistics',
  summary: "The project's posts in figures",
  tag: 'Scheduler',
  access: 'viewer',
  answers: { 200: PostStatistics },
  async handle({ project }) {
    const { byState, byPlatform, upcoming, thisWeek, thisMonth } = await readPostFigures(project.id);
    const countOf = (states: PostState[]) => states.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
    const statesOf = (status: PostStatus) => PostState.options.filter((state) => statusOf(state) === status);
    return ok({
      total_posts: countOf(PostState.options),
      by_status: record(PostStatuses.options, (status) => countOf(statesOf(status))),
      by_state: record(PostState.options, (state) => countOf([state])),
      by_platform: byPlatform,
      upcoming_posts: upcoming,
      posts_this_week: thisWeek,
      posts_this_month: thisMonth,
    });
  },
});

const record = <Name extends string>(names: readonly Name[], valueOf: (name: Name) => number) =>
  Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, number>;
