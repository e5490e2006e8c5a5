import type { PostState, PublicationState } from '../../contracts/ledger.ts';
import { notFound, Refusal } from '../../contracts/refusal.ts';
import { row, rows } from '../../db/query.ts';

export interface LockedPost {
  id: number;
  state: PostState;
  targets: { id: string; connectionId: string | null; state: PublicationState; problemCode: string | null }[];
}

/**
 * Holds a post until the surrounding transaction ends. Whatever changes a post or publishes it takes this row first, so
 * that of an edit and the call that publishes one comes first, and the other sees it.
 * @throws {Refusal} not_found
 */
export async function lockPost(projectId: string, postId: number): Promise<LockedPost> {
  const post = await row<Omit<LockedPost, 'targets'>>(
    `select id, state from scheduled_posts
     where id = $2 and project_id = $1 for update`,
    [projectId, postId],
  );
  if (!post) throw notFound('post');
  const targets = await rows<LockedPost['targets'][number]>(
    `select id, connection_id as "connectionId", state, problem_code as "problemCode"
     from publications where post_id = $1 order by position`,
    [postId],
  );
  return { ...post, targets };
}

/** A refusal because of a post's state, which it names. */
export const stateConflict = (code: string, state: string): Refusal =>
  new Refusal('conflict', code, { parameters: { state }, fields: { state: [state] } });

/** Nothing of it has gone out, and something still may: it can be changed. */
export const isUntouched = ({ state }: { state: PublicationState }): boolean =>
  ['planned', 'preparing', 'prepared', 'waiting'].includes(state);

/**
 * A draft can always be changed, one without targets too.
 * @throws {Refusal} post_not_editable while something of it goes out, and once nothing of it can go out any more.
 */
export function needEditable({ state, targets }: LockedPost): void {
  if (state === 'draft') return;
  const isGoing = targets.some((target) => target.state === 'committing' || target.state === 'unknown');
  if (isGoing || !targets.some(isUntouched)) throw stateConflict('post_not_editable', state);
}

/** A target by its own id or its connection's. @throws {Refusal} target_unknown */
export function findTarget(post: LockedPost, reference: string): LockedPost['targets'][number] {
  const found = post.targets.find(({ id, connectionId }) => id === reference || connectionId === reference);
  if (!found) throw new Refusal('invalid', 'invalid_request', { fields: { target: ['target_unknown'] } });
  return found;
}

interface PostEvent {
  kind: string;
  state?: string;
  actorId: string | null;
  detail?: string;
}

/** A line of the post's timeline that is about no single target. */
export async function tellPost(postId: number, { kind, state, actorId, detail }: PostEvent): Promise<void> {
  await rows(
    `insert into post_events (post_id, kind, state, actor_id, detail) values ($1, $2, $3, $4, $5)
     returning 1 as told`,
    [postId, kind, state ?? null, actorId, detail ?? null],
  );
}
