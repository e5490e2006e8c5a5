import { row } from '../../db/query.ts';
import { editPost } from './editPost.ts';
import { stateConflict } from './lockPost.ts';

interface PostOfPerson {
  projectId: string;
  postId: number;
  actorId: string;
}

interface Former {
  state: 'draft' | 'scheduled' | null;
  /** Null of a draft that had none, which has not passed either. */
  time: Date | null;
  hasPassed: boolean | null;
}

/**
 * Takes back that a post is published now, as long as nothing of it goes out: it is a draft again, or scheduled for the
 * time it had. Where that time has come meanwhile it is a draft, for else it would go out all the same.
 * @throws {Refusal} not_found, post_not_taken_back with the post's state, and what `editPost` throws
 */
export const takeBackPost = ({ projectId, postId, actorId }: PostOfPerson): Promise<void> =>
  editPost({ projectId, postId, actorId }, async (current) => {
    const former = await row<Former>(
      `select former_state as state, former_time as time, former_time <= clock_timestamp() as "hasPassed"
       from scheduled_posts where id = $1`,
      [postId],
    );
    if (!former?.state || current.state !== 'scheduled')
      throw stateConflict('post_not_taken_back', current.state);
    return { ...current, state: former.hasPassed ? 'draft' : former.state, scheduledTime: former.time };
  });
