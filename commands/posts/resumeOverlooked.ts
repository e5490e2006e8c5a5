import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { notAllowed, resumePosts } from './moveManyPosts.ts';

const atOnce = 100;

/**
 * Lets posts go on that wait for an account which is connected: it was, at the very moment when its old token was
 * refused. Returns for how many accounts.
 */
export async function resumeOverlooked(): Promise<number> {
  const overlooked = await rows<{ id: string }>(
    `select distinct p.connection_id as id from publications p
     join social_media_connections c on c.id = p.connection_id
     where p.state = 'waiting' and c.connection_status = 'active' and p.state_since < now() - interval '1 minute'
       and p.problem_code is distinct from $1
     limit ${atOnce}`,
    [notAllowed],
  );
  for (const { id } of overlooked) await transaction(() => resumePosts(id));
  return overlooked.length;
}
