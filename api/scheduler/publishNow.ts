import { publishNow } from '../../commands/posts/cancelPost.ts';
import type { CurrentPost } from '../../commands/posts/editPost.ts';
import { takeBackPost } from '../../commands/posts/takeBackPost.ts';
import { statusOf } from '../../contracts/ledger.ts';
import { PublishNowRequest } from '../../contracts/postDecisions.ts';
import { PostParams } from '../../contracts/scheduler.ts';
import { PostDetail, PublishingAnswer, PublishNowAnswer } from '../../contracts/scheduledPosts.ts';
import { readPostState, type PostDetailRow } from '../../db/posts.ts';
import { isMet } from '../patience.ts';
import { accepted, endpoint, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import type { Services } from '../services.ts';
import { revisedBy } from './askedPost.ts';
import { composePost } from './composePost.ts';
import { refuseErrors } from './findings.ts';
import { needPost, readPost } from './posts.ts';
import { liveTarget, presentTarget, stateText } from './presentPost.ts';

export const publishPostNow = endpoint({
  method: 'POST',
  path: '/api/scheduler/posts/{id}/publish-now',
  summary:
    'Publish a draft or a scheduled post at once, or after undo_seconds; 200 when it has ended within 20 s, ' +
    'as posted, failed or in need of attention, else 202 with where to look. A draft must be finished',
  tag: 'Scheduler',
  access: 'editor',
  params: PostParams,
  body: PublishNowRequest,
  answers: { 200: PublishNowAnswer, 202: PublishingAnswer },
  async handle({ params, body, caller, project, services, locale }) {
    const undoSeconds = body?.undo_seconds ?? 0;
    const published = { projectId: project.id, postId: params.id, actorId: caller.userId };
    await publishNow(published, undoSeconds, async (draft) =>
      refuseErrors(await composeDraft(project.id, draft, services), locale),
    );
    const waits = undoSeconds === 0 && services.temporal.isUp();
    const isSettled = waits && (await isMet(() => hasSettled(params.id)));
    const post = await needPost(project.id, params.id);
    if (isSettled) return ok(presentEnd(post, services, locale));
    return accepted({
      id: post.id,
      status: statusOf(post.state),
      state: post.state,
      scheduled_time: post.scheduledTime?.toISOString() ?? null,
      post_url: `${services.config.PUBLIC_URL}/api/scheduler/posts/${post.id}/`,
      message: say(locale, services.temporal.isUp() ? 'post_publishing' : 'work_queued'),
    });
  },
});

export const takeBack = endpoint({
  method: 'POST',
  path: '/api/scheduler/posts/{id}/take-back',
  summary:
    'Take back publish-now, before anything of the post goes out: it is a draft again, or scheduled for the time it ' +
    'had; a draft where that time has come meanwhile',
  tag: 'Scheduler',
  access: 'editor',
  params: PostParams,
  answers: { 200: PostDetail },
  async handle({ params, caller, project, services, locale }) {
    await takeBackPost({ projectId: project.id, postId: params.id, actorId: caller.userId });
    return ok(await readPost(project.id, params.id, services, locale));
  },
});

/** A draft as it is published: judged as a new post, but for its time. */
const composeDraft = (projectId: string, draft: CurrentPost, { platforms }: Services) =>
  composePost(projectId, revisedBy({}, draft, new Map()), {
    ...{ platforms, now: new Date(), timeIsNew: false, keptConnections: new Set<string>() },
  });

/** Whether nothing more happens to a post by itself. */
async function hasSettled(postId: number): Promise<boolean> {
  const post = await readPostState(postId);
  return !post || (post.state !== 'scheduled' && post.state !== 'publishing');
}

function presentEnd(post: PostDetailRow, { platforms }: Services, locale: Locale) {
  const targets = post.targets.map((target) => presentTarget(target, { platforms, locale }));
  const troubled = targets.find(({ state, problem }) => state !== 'published' && problem !== null);
  const reason = troubled?.problem?.message ?? null;
  const message = post.state === 'posted' ? say(locale, 'post_published') : stateText(post.state, locale);
  return {
    id: post.id,
    status: statusOf(post.state),
    state: post.state,
    posted_at: post.postedAt?.toISOString() ?? null,
    platform_post_url: liveTarget(post)?.platformPostUrl ?? null,
    targets,
    message: reason === null || post.state === 'posted' ? message : `${message} ${reason}`,
  };
}
