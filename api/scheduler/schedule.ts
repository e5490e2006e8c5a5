import { schedulePost, type PostContents, type ScheduledPost } from '../../commands/posts/schedulePost.ts';
import { ScheduleRequest } from '../../contracts/scheduler.ts';
import { PostCreated } from '../../contracts/scheduledPosts.ts';
import type { PostRow } from '../../db/posts.ts';
import { created, endpoint } from '../endpoint.ts';
import type { Services } from '../services.ts';
import { asDraft } from './asDraft.ts';
import { askedBy, videosOf, type AskedPost } from './askedPost.ts';
import { composePost, contentsOf } from './composePost.ts';
import type { ComposedTarget, Composition } from './composition.ts';
import { duplicateFindings } from './duplicates.ts';
import { presentWarnings, refuseErrors } from './findings.ts';
import { presentPost } from './presentPost.ts';
import { storeVideos } from './storeVideos.ts';

export const schedule = endpoint({
  method: 'POST',
  path: '/api/scheduler/schedule',
  summary:
    'Schedule a post to one account or several, or keep it as a draft, finished or not; workflow publishPost publishes it',
  tag: 'Scheduler',
  access: 'editor',
  idempotent: true,
  body: ScheduleRequest,
  answers: { 201: PostCreated },
  gather: ({ body, project, services, locale }) =>
    storeVideos(videosOf(body), services, async () => {
      refuseErrors(await compose(project.id, body, askedBy(body, new Map()), services), locale);
    }),
  async handle({ body, gathered, caller, project, services, locale }) {
    const asked = askedBy(body, gathered);
    const composition = await compose(project.id, body, asked, services);
    refuseErrors(composition, locale);
    const contents = contentsOf(asked, composition);
    const state = body.draft ? ('draft' as const) : ('scheduled' as const);
    const post = await schedulePost({ ...contents, state, projectId: project.id, userId: caller.userId });
    const duplicates = new Map(Object.entries(post.duplicates ?? {}));
    composition.warnings.push(...duplicateFindings(duplicates, composition.targets));
    const row = rowOf(contents, state, post, composition.targets);
    return created({
      ...presentPost(row, { publicUrl: services.config.PUBLIC_URL, platforms: services.platforms, locale }),
      warnings: presentWarnings(composition, locale),
    });
  },
});

async function compose(
  projectId: string,
  { draft }: ScheduleRequest,
  asked: AskedPost,
  { platforms }: Services,
): Promise<Composition> {
  const composition = await composePost(projectId, asked, {
    ...{ platforms, now: new Date(), timeIsNew: true, keptConnections: new Set<string>() },
  });
  return draft ? asDraft(composition) : composition;
}

/** The row as it was just written: reading it again would only cost. */
function rowOf(
  contents: PostContents,
  state: 'draft' | 'scheduled',
  { id, createdAt, targets: ids }: ScheduledPost,
  composed: ComposedTarget[],
): PostRow {
  const targets = composed.map(({ account, platform, caption, firstComment, altTexts, options }) => ({
    id: ids[account?.id ?? ''] ?? '',
    connectionId: account?.id ?? null,
    platform,
    username: account?.username ?? null,
    state: 'planned' as const,
    stateSince: createdAt.toISOString(),
    ...{ caption, firstComment, altTexts, options },
    firstCommentState: 'none' as const,
    firstCommentCode: null,
    publishedAt: null,
    platformPostId: null,
    platformPostUrl: null,
    problemCode: null,
    problemDetail: null,
    problemAnswer: null,
    nextAttemptAt: null,
    mayBeThere: false,
    accountReason: null,
    grantedScopes: null,
  }));
  return { ...contents, id, createdAt, state, targets };
}
