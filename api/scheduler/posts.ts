import { cancelPost, deletePost } from '../../commands/posts/cancelPost.ts';
import { editPost, readEditable, type CurrentPost } from '../../commands/posts/editPost.ts';
import { PostState, statusOf } from '../../contracts/ledger.ts';
import { notFound } from '../../contracts/refusal.ts';
import { EditPostRequest, PostListQuery, PostParams } from '../../contracts/scheduler.ts';
import { PostCancelled, PostDetail, PostEdited, PostPage } from '../../contracts/scheduledPosts.ts';
import { findPosts } from '../../db/postList.ts';
import { findPost, type PostDetailRow } from '../../db/posts.ts';
import { assertPlatforms } from '../consent/platforms.ts';
import { endpoint, noContent, ok } from '../endpoint.ts';
import type { Locale } from '../locale.ts';
import { say } from '../messages/index.ts';
import { pagedBody, pageOf } from '../paging.ts';
import type { Services } from '../services.ts';
import { needVersion } from '../versions.ts';
import { asDraft } from './asDraft.ts';
import { revisedBy, videosOf, type AskedPost } from './askedPost.ts';
import { composePost, contentsOf } from './composePost.ts';
import type { Composition } from './composition.ts';
import { presentWarnings, refuseErrors } from './findings.ts';
import { changeableOf, presentPost, presentPostDetail } from './presentPost.ts';
import { storeVideos } from './storeVideos.ts';

const path = '/api/scheduler/posts';
const tag = 'Scheduler';

/** @throws {Refusal} not_found */
export async function needPost(projectId: string, postId: number): Promise<PostDetailRow> {
  const post = await findPost(projectId, postId);
  if (!post) throw notFound('post');
  return post;
}

/** A post as it is answered, whole. @throws {Refusal} not_found */
export const readPost = async (
  projectId: string,
  postId: number,
  { config, platforms }: Services,
  locale: Locale,
) =>
  presentPostDetail(await needPost(projectId, postId), { publicUrl: config.PUBLIC_URL, platforms, locale });

export const list = endpoint({
  method: 'GET',
  path,
  summary: 'The posts of the project, the latest time first',
  tag,
  access: 'viewer',
  query: PostListQuery,
  answers: { 200: PostPage },
  async handle({ query, project, services, locale }) {
    assertPlatforms(services, 'platform', [query.platform]);
    const page = pageOf(query);
    const { status, state } = query;
    const states = PostState.options.filter(
      (each) => (!status || statusOf(each) === status) && (!state || each === state),
    );
    const { count, rows } = await findPosts(project.id, {
      states: status || state ? states : null,
      platform: query.platform ?? null,
      after: query.scheduled_time_after ?? null,
      before: query.scheduled_time_before ?? null,
      isTroubled: query.troubled === 'true',
      search: query.search ?? null,
      ...page,
    });
    const publicUrl = services.config.PUBLIC_URL;
    const results = rows.map((post) =>
      presentPost(post, { publicUrl, platforms: services.platforms, locale }),
    );
    return ok(pagedBody({ publicUrl, path: `${path}/`, query, page, total: count, results }));
  },
});

export const detail = endpoint({
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'A post, and what became of it at each account',
  tag,
  access: 'viewer',
  params: PostParams,
  answers: { 200: PostDetail },
  async handle({ params, project, services, locale }) {
    return ok(await readPost(project.id, params.id, services, locale));
  },
});

export const edit = endpoint({
  method: 'PATCH',
  path: `${path}/{id}`,
  summary:
    'Change a draft, which may stay unfinished, or a post; once something of it is out, only the accounts and the late ' +
    'policy of the rest',
  tag,
  access: 'editor',
  params: PostParams,
  body: EditPostRequest,
  answers: { 200: PostEdited },
  gather: ({ params, project, body, services, locale }) =>
    storeVideos(videosOf(body), services, async () => {
      const current = await readEditable(project.id, params.id);
      const asked = revisedBy(body, current, new Map());
      refuseErrors(await revision(project.id, { body, asked, current }, services), locale);
    }),
  async handle({ params, body, gathered, caller, project, services, locale }) {
    let warnings: ReturnType<typeof presentWarnings> = [];
    const edited = { projectId: project.id, postId: params.id, actorId: caller.userId };
    await editPost(edited, async (current) => {
      if (body.version !== undefined)
        needVersion(body.version, changeableOf(await needPost(project.id, params.id)));
      const asked = revisedBy(body, current, gathered);
      const composition = await revision(project.id, { body, asked, current }, services);
      refuseErrors(composition, locale);
      warnings = presentWarnings(composition, locale);
      const state = stateAfter(body, current);
      return { ...contentsOf(asked, composition), ended: current.ended, state };
    });
    return ok({ ...(await readPost(project.id, params.id, services, locale)), warnings });
  },
});

const stateAfter = ({ draft }: EditPostRequest, current: CurrentPost): CurrentPost['state'] =>
  draft === undefined ? current.state : draft ? 'draft' : 'scheduled';

interface Revision {
  body: EditPostRequest;
  asked: AskedPost;
  current: CurrentPost;
}

/** A post as it shall be, judged; a time that stays is not. What becomes of a draft is judged as a new post. */
async function revision(
  projectId: string,
  { body, asked, current }: Revision,
  { platforms }: Services,
): Promise<Composition> {
  const kept = current.state === 'draft' ? [] : current.targets.map(({ connectionId }) => connectionId);
  const composition = await composePost(projectId, asked, {
    platforms,
    now: new Date(),
    timeIsNew: body.scheduled_time !== undefined || body.draft === false,
    keptConnections: new Set(kept),
  });
  return stateAfter(body, current) === 'draft' ? asDraft(composition) : composition;
}

export const cancel = endpoint({
  method: 'POST',
  path: `${path}/{id}/cancel`,
  summary: 'Cancel what has not gone out of a post: then nothing more of it will',
  tag,
  access: 'editor',
  params: PostParams,
  answers: { 200: PostCancelled },
  async handle({ params, caller, project, locale }) {
    await cancelPost({ projectId: project.id, postId: params.id, actorId: caller.userId });
    const { id, state } = await needPost(project.id, params.id);
    const message = say(locale, state === 'cancelled' ? 'post_cancel_done' : 'post_rest_cancelled');
    return ok({ id, status: statusOf(state), state, message });
  },
});

export const remove = endpoint({
  method: 'DELETE',
  path: `${path}/{id}`,
  summary: 'Delete a draft, a cancelled post, or one that was given up at every account',
  tag,
  access: 'editor',
  params: PostParams,
  answers: { 204: null },
  async handle({ params, project }) {
    await deletePost(project.id, params.id);
    return noContent();
  },
});
