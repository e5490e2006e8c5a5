import type { z } from 'zod';
import type { FailureAnswer } from '../../contracts/failureAnswer.ts';
import { statusOf, type PostState } from '../../contracts/ledger.ts';
import { howFinal } from '../../contracts/refusedForGood.ts';
import type { PostDetail, PostSummary } from '../../contracts/scheduledPosts.ts';
import type { PostDetailRow, PostMediaRow, PostRow, TargetRow } from '../../db/posts.ts';
import { videoIdOf } from '../../media/keys.ts';
import type { Registry } from '../../platforms/registry.ts';
import { permissionText } from '../connections/permissionText.ts';
import { timeText } from '../connections/timeText.ts';
import type { Locale } from '../locale.ts';
import { mediaUrl, thumbnailUrl } from '../media.ts';
import { isMessageCode, say } from '../messages/index.ts';
import { versionOf } from '../versions.ts';

interface Surroundings {
  publicUrl: string;
  platforms: Registry;
  locale: Locale;
}

/** A post in a list. */
export function presentPost(post: PostRow, surroundings: Surroundings): z.infer<typeof PostSummary> {
  const media = post.media.map((medium) => presentMedium(medium, surroundings));
  return {
    id: post.id,
    image: presentFirst(post, surroundings),
    scheduled_time: post.scheduledTime?.toISOString() ?? null,
    platform: post.targets[0]?.platform ?? '',
    caption: post.caption,
    hashtags: post.hashtags,
    status: statusOf(post.state),
    state: post.state,
    placement: post.placement,
    media,
    targets: post.targets.map((target) => presentTarget(target, surroundings)),
    late_policy: { action: post.lateAction, minutes: post.lateMinutes },
    created_at: post.createdAt.toISOString(),
  };
}

/** A post with who made it and what became of it. */
export function presentPostDetail(
  post: PostDetailRow,
  surroundings: Surroundings,
): z.infer<typeof PostDetail> {
  const { image, ...summary } = presentPost(post, surroundings);
  const live = liveTarget(post);
  return {
    ...summary,
    user: { id: post.userNumber, username: post.username, name: post.personName },
    image: image && { ...image, prompt: post.prompt ?? '' },
    posted_at: post.postedAt?.toISOString() ?? null,
    platform_post_id: live?.platformPostId ?? null,
    platform_post_url: live?.platformPostUrl ?? null,
    metadata: post.metadata as z.infer<typeof PostDetail>['metadata'],
    updated_at: post.updatedAt.toISOString(),
    taken_back:
      post.state === 'scheduled' && post.formerState
        ? { state: post.formerState, scheduled_time: post.formerTime?.toISOString() ?? null }
        : null,
    version: versionOf(changeableOf(post)),
  };
}

/** What PATCH can change of a post, by its names there. */
export const changeableOf = (post: PostRow) => ({
  caption: post.caption,
  hashtags: post.hashtags,
  placement: post.placement,
  scheduled_time: post.scheduledTime,
  late_policy: [post.lateAction, post.lateMinutes],
  media: post.media,
  targets: post.targets.map(({ connectionId, caption, firstComment, altTexts, options }) => [
    ...[connectionId, caption, firstComment],
    ...[altTexts, options],
  ]),
  draft: post.state === 'draft',
});

/** The first target that is live. */
export const liveTarget = ({ targets }: PostRow): TargetRow | undefined =>
  targets.find(({ state }) => state === 'published');

export function presentTarget(
  target: TargetRow,
  surroundings: Pick<Surroundings, 'platforms' | 'locale'>,
): z.infer<typeof PostSummary>['targets'][number] {
  return {
    id: target.id,
    connection_id: target.connectionId,
    platform: target.platform,
    username: target.username ?? '',
    state: target.state,
    state_since: target.stateSince,
    caption: target.caption,
    first_comment: target.firstComment,
    first_comment_state: target.firstCommentState,
    alt_texts: target.altTexts,
    options: target.options,
    posted_at: target.publishedAt,
    platform_post_id: target.platformPostId,
    platform_post_url: target.platformPostUrl,
    next_attempt_at: target.nextAttemptAt,
    problem: problemOf(target, surroundings),
    may_be_there: target.mayBeThere,
  };
}

/** Why a target is not published; of one that is, why its first comment is not, or may not be. */
function problemOf(target: TargetRow, { platforms, locale }: Pick<Surroundings, 'platforms' | 'locale'>) {
  const { problemCode: code, problemDetail: detail, problemAnswer: answer } = target;
  const { state, firstCommentState } = target;
  const reasons = [code, target.accountReason];
  if (code !== null && state === 'waiting' && reasons.includes('permission_missing')) {
    const { platform, grantedScopes: scopes } = target;
    return {
      code,
      message: permissionText({ platform, scopes }, platforms, locale, 'publish'),
      detail,
      answer,
    };
  }
  if (code !== null) return { code, message: targetText(target, code, locale), detail, answer };
  if (state !== 'published' || (firstCommentState !== 'failed' && firstCommentState !== 'unclear'))
    return null;
  const comment = `first_comment_${firstCommentState}` as const;
  return { code: comment, message: say(locale, comment), detail: target.firstCommentCode, answer: null };
}

/** What was sent is only looked for: nothing is sent again meanwhile. */
function targetText(
  { state, problemAnswer, nextAttemptAt }: TargetRow,
  code: string,
  locale: Locale,
): string {
  const looking = `publishing_${code}_looking`;
  if (state === 'unknown' && isMessageCode(looking)) return say(locale, looking);
  if (code === 'held' && nextAttemptAt !== null)
    return say(locale, 'publishing_held_until', { time: timeText(new Date(nextAttemptAt), locale) });
  return problemText({ code, answer: problemAnswer }, locale);
}

const refusalTexts = {
  forGood: 'publishing_refused',
  unsure: 'publishing_refused_unsure',
  unexplained: 'publishing_refused_unexplained',
} as const;

/** Why a target is not published, in words; where the platform named the reason, by its name. */
export function problemText(
  { code, answer }: { code: string; answer: FailureAnswer | null },
  locale: Locale,
): string {
  const known = `publishing_${code}`;
  if (isMessageCode(known)) return say(locale, known);
  return isMessageCode(code)
    ? say(locale, code)
    : say(locale, refusalTexts[howFinal(code, answer)], { code });
}

/** A state of a post in words. */
export const stateText = (state: PostState, locale: Locale): string => say(locale, `post_state_${state}`);

/** The picture that stands for the post in lists. */
function presentFirst(
  { media: [first] }: PostRow,
  { publicUrl }: Surroundings,
): z.infer<typeof PostSummary>['image'] {
  if (first?.kind !== 'image' || first.imageId === null) return null;
  const { imageId: id, fileKey } = first;
  return { id, image_url: mediaUrl(publicUrl, fileKey), thumbnail_url: thumbnailUrl(publicUrl, fileKey) };
}

/** A picture that was deleted has no address any more. */
function presentMedium(
  { kind, imageId, fileKey, altText }: PostMediaRow,
  { publicUrl }: Surroundings,
): z.infer<typeof PostSummary>['media'][number] {
  const isShown = kind === 'image' && imageId !== null;
  return {
    ...{ kind, image: imageId, video: kind === 'video' ? videoIdOf(fileKey) : null, alt_text: altText },
    url: isShown ? mediaUrl(publicUrl, fileKey) : null,
  };
}
