import type { z } from 'zod';
import { PostUnderWay } from '../../contracts/instagram.ts';
import { statusOf } from '../../contracts/ledger.ts';
import { conflict, Refusal } from '../../contracts/refusal.ts';
import { findDirectPost, type DirectPostRow } from '../../db/directPosts.ts';
import type { ProjectAccess } from '../callers.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import { isMet } from '../patience.ts';
import { problemText, stateText } from '../scheduler/presentPost.ts';
import type { Services } from '../services.ts';
import { InvalidRequest } from '../validation.ts';

interface Surroundings {
  project: ProjectAccess;
  services: Services;
  locale: Locale;
}

/** A post that is being published, and where to look how it ends. */
export async function presentUnderWay(
  postId: number,
  surroundings: Surroundings,
): Promise<z.infer<typeof PostUnderWay>> {
  return present(await needDirectPost(surroundings.project.id, postId), surroundings);
}

type End =
  | { published: { post_id: string | null; container_id: string | null } }
  | { published: null; underWay: z.infer<typeof PostUnderWay> };

/**
 * Waits for the end of a post that was promised, as long as an answer waits. @throws {Refusal} when it ended without
 * being published: invalid with Instagram's reason, conflict where it was cancelled or skipped
 */
export async function endOf(promised: unknown, surroundings: Surroundings): Promise<End> {
  const { id } = PostUnderWay.parse(promised);
  const { project, services } = surroundings;
  const isOver = async () => !isUnderWay(await needDirectPost(project.id, id));
  if (services.temporal.isUp()) await isMet(isOver);
  const post = await needDirectPost(project.id, id);
  if (post.targetState === 'published')
    return { published: { post_id: post.platformPostId, container_id: post.platformReference } };
  refuseEnded(post, surroundings.locale);
  return { published: null, underWay: present(post, surroundings) };
}

const isUnderWay = ({ state }: DirectPostRow) => state === 'scheduled' || state === 'publishing';

async function needDirectPost(projectId: string, postId: number): Promise<DirectPostRow> {
  const post = await findDirectPost(projectId, postId);
  if (!post) throw conflict('direct_post_ended', { post: postId, state: 'cancelled' });
  return post;
}

function refuseEnded(
  { id, targetState, problemCode, problemAnswer: answer }: DirectPostRow,
  locale: Locale,
): void {
  if (targetState === 'cancelled' || targetState === 'skipped')
    throw conflict('direct_post_ended', { post: id, state: targetState });
  if (targetState !== 'rejected') return;
  const reason = problemText({ code: problemCode ?? '', answer }, locale);
  if (problemCode === 'given_token_refused') throw new InvalidRequest({ access_token: [reason] });
  throw new Refusal('invalid', 'direct_post_refused', { parameters: { post: id, reason } });
}

function present(post: DirectPostRow, { services, locale }: Surroundings): z.infer<typeof PostUnderWay> {
  const isHeard = services.temporal.isUp();
  return {
    id: post.id,
    status: statusOf(post.state),
    state: post.state,
    container_id: post.platformReference,
    post_url: `${services.config.PUBLIC_URL}/api/scheduler/posts/${post.id}/`,
    message: isUnderWay(post)
      ? say(locale, isHeard ? 'post_publishing' : 'work_queued')
      : stateText(post.state, locale),
  };
}
