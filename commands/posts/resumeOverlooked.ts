import { transaction } from '../../db/connection.ts';
import { rows } from '../../db/query.ts';
import { isReadable, notAllowed, readBackAgain, resumePosts } from './moveManyPosts.ts';

const atOnce = 100;

/**
 * Lets posts go on that wait for an account which is connected, be it only to be read back: it was, at the very moment
 * when its old token was refused. Returns for how many accounts.
 */
export async function resumeOverlooked(): Promise<number> {
  const waiting = await overlooked("p.state = 'waiting' and p.problem_code is distinct from $1", notAllowed);
  for (const id of waiting) await transaction(() => resumePosts(id));
  const unread = await overlooked(
    `p.state = 'parked' and p.problem_code = $1 and ${isReadable}`,
    'reconnect_to_look',
  );
  for (const id of unread) await transaction(() => readBackAgain(id));
  return waiting.length + unread.length;
}

/** The accounts that work and have such publications p of posts s, by the code $1, for a minute. */
async function overlooked(where: string, code: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    `select distinct p.connection_id as id from publications p
     join scheduled_posts s on s.id = p.post_id
     join social_media_connections c on c.id = p.connection_id
     where ${where} and c.connection_status = 'active' and p.state_since < now() - interval '1 minute'
     limit ${atOnce}`,
    [code],
  );
  return found.map(({ id }) => id);
}
