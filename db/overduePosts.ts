import { row } from './query.ts';

/**
 * How many posts are more than a minute late at an account for which nobody has begun anything, and nothing is waited
 * for: their workflows are lost, or no worker runs.
 */
export async function countOverduePosts(): Promise<number> {
  const found = await row<{ count: number }>(
    `select count(distinct s.id)::int as count from scheduled_posts s join publications p on p.post_id = s.id
     where s.state in ('scheduled', 'publishing') and s.scheduled_time < now() - interval '1 minute'
       and p.state in ('planned', 'prepared') and p.state_since < now() - interval '1 minute'
       and coalesce(p.resume_at, s.scheduled_time) < now() - interval '1 minute'`,
  );
  return found?.count ?? 0;
}
