import type { PostState } from '../contracts/ledger.ts';
import { postColumns, type PostRow } from './posts.ts';
import { has } from './plainText.ts';
import { row, rows } from './query.ts';

interface PostFilter {
  /** Any of them; all where none are named. */
  states: PostState[] | null;
  /** Posts with a target there. */
  platform: string | null;
  after: string | null;
  before: string | null;
  /** Only those with a target that asks or failed, and was not given up. */
  isTroubled: boolean;
  /** A part of the caption, the hashtags, or an account's own caption; case and accents do not matter. */
  search: string | null;
  limit: number;
  offset: number;
}

/** A page of a project's posts, those without a time and then the latest time first, and how many there are in all. */
export async function findPosts(
  projectId: string,
  { limit, offset, search, ...filter }: PostFilter,
): Promise<{ count: number; rows: PostRow[] }> {
  const where = `from scheduled_posts s where s.project_id = $1
    and ($2::text[] is null or s.state = any($2))
    and ($3::text is null or exists (select from publications p where p.post_id = s.id and p.platform = $3))
    and ($4::timestamptz is null or s.scheduled_time >= $4) and ($5::timestamptz is null or s.scheduled_time <= $5)
    and (not $6 or exists (select from publications p where p.post_id = s.id
      and p.state in ('parked', 'waiting', 'rejected', 'skipped') and p.problem_code is distinct from 'given_up'))
    and ($7::text is null or ${has('s.caption', '$7')} or ${has('s.hashtags', '$7')}
      or exists (select from publications p where p.post_id = s.id and ${has('p.caption', '$7')}))`;
  const parameters = [
    projectId,
    filter.states,
    filter.platform,
    filter.after,
    filter.before,
    filter.isTroubled,
    search,
  ];
  const [counted, found] = await Promise.all([
    row<{ count: number }>(`select count(*)::int as count ${where}`, parameters),
    rows<PostRow>(
      `select ${postColumns} ${where} order by s.scheduled_time desc, s.id desc limit $8 offset $9`,
      [...parameters, limit, offset],
    ),
  ]);
  return { count: counted?.count ?? 0, rows: found };
}
