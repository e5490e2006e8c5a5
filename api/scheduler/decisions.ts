import {
  resolvePublication,
  retryPublication,
  type Verdict,
} from '../../commands/posts/decidePublication.ts';
import { ResolveRequest, RetryRequest } from '../../contracts/postDecisions.ts';
import { PostParams } from '../../contracts/scheduler.ts';
import { PostDetail } from '../../contracts/scheduledPosts.ts';
import type { z } from 'zod';
import { endpoint, ok } from '../endpoint.ts';
import { needPostAddress } from './needPostAddress.ts';
import { needPost, readPost } from './posts.ts';

const common = {
  method: 'POST',
  tag: 'Scheduler',
  access: 'editor',
  params: PostParams,
  answers: { 200: PostDetail },
} as const;

export const resolve = endpoint({
  ...common,
  path: '/api/scheduler/posts/{id}/resolve',
  summary:
    'Say of a target that may be live: it is there, post it again, or give it up; give up one that waits or failed',
  body: ResolveRequest,
  async handle({ params, body, caller, project, services, locale }) {
    const decided = { projectId: project.id, postId: params.id, target: body.target, actorId: caller.userId };
    const { targets } = await needPost(project.id, params.id);
    const decidedOn = targets.find(({ id, connectionId }) => [id, connectionId].includes(body.target));
    const platformPostId =
      decidedOn && body.url !== undefined ? needPostAddress(services.platforms, decidedOn, body.url) : null;
    await resolvePublication(decided, verdictOf(body, platformPostId));
    return ok(await readPost(project.id, params.id, services, locale));
  },
});

export const retry = endpoint({
  ...common,
  path: '/api/scheduler/posts/{id}/retry',
  summary: 'Try a target again that failed or was skipped, or the first comment of one that is published',
  body: RetryRequest,
  async handle({ params, body, caller, project, services, locale }) {
    const { target } = body;
    await retryPublication({ projectId: project.id, postId: params.id, target, actorId: caller.userId });
    return ok(await readPost(project.id, params.id, services, locale));
  },
});

function verdictOf(
  { verdict, url = '' }: z.output<typeof ResolveRequest>,
  platformPostId: string | null,
): Verdict {
  return verdict === 'published' ? { verdict, url, platformPostId } : { verdict };
}
