import { postStateOf, type PublicationState } from '../../contracts/ledger.ts';
import { rows } from '../../db/query.ts';

/** Brings a post's state up to date with its publications', in the surrounding transaction. A draft stays one. */
export const settlePost = (postId: number): Promise<void> => settlePosts([postId]);

/** The same of many. */
export async function settlePosts(postIds: number[]): Promise<void> {
  if (postIds.length === 0) return;
  const found = await rows<{ id: number; states: PublicationState[] }>(
    `select s.id, array_agg(p.state) as states from publications p join scheduled_posts s on s.id = p.post_id
     where s.id = any($1::int[]) and s.state <> 'draft' group by s.id`,
    [postIds],
  );
  await rows(
    `update scheduled_posts s set state = w.state, updated_at = now(),
       posted_at = case when w.state in ('posted', 'partly_posted')
         then (select max(published_at) from publications where post_id = s.id) else posted_at end
     from unnest($1::int[], $2::text[]) as w(id, state)
     where s.id = w.id and s.state <> w.state returning 1 as settled`,
    [found.map(({ id }) => id), found.map(({ states }) => postStateOf(states))],
  );
}
