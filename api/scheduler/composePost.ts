import type { NewMedia, PostContents } from '../../commands/posts/schedulePost.ts';
import { readIngredients, type Film, type Picture } from '../../db/composition.ts';
import type { AskedPost } from './askedPost.ts';
import { composeTarget } from './composeTarget.ts';
import type { ComposedTarget, Composition, Finding, Surroundings } from './composition.ts';

/** Looks up what a post is made of, by one query, and judges it by the rules of every platform it goes to. */
export async function composePost(
  projectId: string,
  asked: AskedPost,
  surroundings: Surroundings,
): Promise<Composition> {
  const { accounts, pictures, films } = await readIngredients(projectId, {
    platforms: asked.targets.flatMap(({ platform, connectionId }) =>
      platform !== null && connectionId === null ? [platform] : [],
    ),
    connectionIds: asked.targets.flatMap(({ connectionId }) => connectionId ?? []),
    imageIds: asked.media.flatMap(({ imageId }) => imageId ?? []),
    videoIds: asked.media.flatMap(({ videoId, fileKey }) => (fileKey === null ? (videoId ?? []) : [])),
  });
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  if (surroundings.timeIsNew) errors.push(...judgeTime(asked.scheduledTime, surroundings.now));
  const media = findMedia(asked, { pictures, films }, errors);
  const judged = { ...surroundings, asked, accounts, media };
  const targets = asked.targets.map((_, index) => composeTarget(judged, index, { errors, warnings }));
  errors.push(...judgeTogether(asked, targets));
  return { errors, warnings, targets, media };
}

/** The contents of a post without errors. @throws {Error} where a target has no account: then there was an error. */
export function contentsOf(asked: AskedPost, { targets, media }: Composition): PostContents {
  const { caption, hashtags, placement, scheduledTime, lateMinutes, lateAction } = asked;
  return {
    ...{ caption, hashtags, placement, scheduledTime, lateMinutes, lateAction, media },
    targets: targets.map(({ account, ...target }) => {
      if (!account) throw new Error('a target without an account');
      const { firstComment, altTexts, options } = target;
      return { connectionId: account.id, caption: target.caption, firstComment, altTexts, options };
    }),
  };
}

const minute = 60_000;

function judgeTime(time: Date | null, now: Date): Finding[] {
  const finding = (code: string) => ({ field: 'scheduled_time', code, parameters: {}, target: null });
  if (!time) return [finding('time_needed')];
  const furthest = new Date(now);
  furthest.setUTCFullYear(now.getUTCFullYear() + 2);
  if (time.getTime() < now.getTime() - minute) return [finding('time_past')];
  return time > furthest ? [finding('time_too_far')] : [];
}

function findMedia(
  { media }: AskedPost,
  { pictures, films }: { pictures: Picture[]; films: Film[] },
  errors: Finding[],
): NewMedia[] {
  return media.map(({ imageId, videoId, fileKey, altText, field }) => {
    if (imageId === null) {
      const key = fileKey ?? films.find(({ id }) => id === videoId)?.fileKey ?? '';
      if (key === '' && videoId !== null)
        errors.push({ field, target: null, code: 'video_unknown', parameters: {} });
      return { kind: 'video', imageId, fileKey: key, altText };
    }
    const picture = pictures.find(({ id }) => id === imageId);
    for (const fault of faultsOf(picture)) errors.push({ field, target: null, ...fault });
    return { kind: 'image', imageId, fileKey: picture?.fileKey ?? '', altText };
  });
}

function faultsOf(picture: Picture | undefined): Pick<Finding, 'code' | 'parameters'>[] {
  if (!picture) return [{ code: 'image_unknown', parameters: {} }];
  const { status, fileKey } = picture;
  return [
    ...(status === 'validated' ? [] : [{ code: 'image_not_validated', parameters: { status } }]),
    ...(fileKey === null ? [{ code: 'image_without_file', parameters: {} }] : []),
  ];
}

/** What can only be said of all targets together. */
function judgeTogether(asked: AskedPost, targets: ComposedTarget[]): Finding[] {
  const found: Finding[] = [];
  targets.forEach(({ account }, index) => {
    const first = targets.findIndex((other) => account && other.account?.id === account.id);
    if (account && first < index)
      found.push({
        field: `targets.${index}`,
        code: 'target_twice',
        parameters: { account: account.username },
        target: index,
      });
  });
  if (targets.length === 0) return withoutTargets(asked);
  const rules = targets.flatMap(({ registered }) => registered?.platform.publish?.rules ?? []);
  if (rules.length === 0) return found;
  const platform = targets.map(({ registered }) => registered?.platform.name ?? '').join(', ');
  const isKept = asked.keptComments.size > 0;
  if (asked.firstComment !== null && !isKept && !rules.some(({ firstComment }) => firstComment))
    found.push({
      field: 'first_comment',
      code: 'first_comment_not_taken',
      parameters: { platform },
      target: null,
    });
  const taken = [...new Set(rules.flatMap(({ options }) => Object.keys(options)))];
  for (const option of Object.keys(asked.options).filter((name) => !taken.includes(name)))
    found.push({
      field: `options.${option}`,
      code: 'option_not_taken',
      parameters: { platform, option, taken: taken.join(', ') || '–' },
      target: null,
    });
  return found;
}

/** A post goes to an account; what only accounts keep goes with them. */
function withoutTargets({ firstComment, options }: AskedPost): Finding[] {
  const finding = (field: string, code: string) => ({ field, code, parameters: {}, target: null });
  return [
    finding('targets', 'post_without_account'),
    ...(firstComment === null ? [] : [finding('first_comment', 'kept_by_accounts')]),
    ...Object.keys(options).map((name) => finding(`options.${name}`, 'kept_by_accounts')),
  ];
}
