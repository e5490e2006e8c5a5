import type { FailureAnswer } from '../contracts/failureAnswer.ts';
import type { PostState, PublicationState } from '../contracts/ledger.ts';
import { row } from './query.ts';

/** A post that came with its own token, as far as whoever asked for it waits to know. */
export interface DirectPostRow {
  id: number;
  state: PostState;
  targetState: PublicationState;
  platformPostId: string | null;
  /** The platform's name of what was prepared. */
  platformReference: string | null;
  problemCode: string | null;
  problemAnswer: FailureAnswer | null;
}

/** undefined when there is none. */
export const findDirectPost = (projectId: string, postId: number) =>
  row<DirectPostRow>(
    `select s.id, s.state, p.state as "targetState", p.platform_post_id as "platformPostId",
       p.platform_reference as "platformReference", p.problem_code as "problemCode",
       p.problem_answer as "problemAnswer"
     from scheduled_posts s join publications p on p.post_id = s.id
     where s.project_id = $1 and s.id = $2 order by p.position limit 1`,
    [projectId, postId],
  );
