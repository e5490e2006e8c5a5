import { postText } from '../../contracts/postText.ts';
import { transaction } from '../../db/connection.ts';
import type { PlanPicture } from '../../db/planSources.ts';
import { row, rows } from '../../db/query.ts';
import { readPlan, readRun, type Plan, type PlanRunRow, type PlatformVerdict } from '../../db/recurring.ts';
import { schedulePost, type NewTarget } from '../posts/schedulePost.ts';
import { choosePictures, type Choice } from './choosePictures.ts';
import { fillTemplate } from './fillTemplate.ts';
import { orderPlanImage } from './orderPlanImage.ts';

/** What a platform would be given, and what it says to it. */
interface JudgedTarget {
  platform: string;
  text: string;
  options: Record<string, string>;
}
interface Judgement {
  /** The platform's name for people. */
  name: string;
  fault: { code: string; parameters: Record<string, string | number> } | null;
  /** Those of the options that the platform takes. */
  options: Record<string, string>;
}

export interface RunSurroundings {
  judge: (target: JudgedTarget) => Judgement;
  /** The project's generations a day. */
  dailyLimit: number;
  now: Date;
}

type PictureChoice = Choice & { kind: 'picture' };
type Verdict = Pick<PlanRunRow, 'state' | 'code' | 'verdicts'> & { imageId?: number | null };

/**
 * Makes the posts of a run, once: one for each image, for where it is the next; and says of every other platform why
 * there is none. Whoever calls it again finds it done. Returns what became of it.
 */
export function makeRun(runId: string, surroundings: RunSurroundings): Promise<PlanRunRow['state']> {
  return transaction(async () => {
    const run = await readRun(runId, { lock: true });
    if (!run || run.state !== 'open') return run?.state ?? 'skipped';
    const plan = await readPlan(run.planId);
    const verdict = plan ? await carryOut(plan, run, surroundings) : skipped('plan_deleted');
    await rows(
      `update recurring_runs set state = $2, code = $3, verdicts = $4, image_id = coalesce($5, image_id),
         updated_at = now() where id = $1 returning 1 as settled`,
      [runId, verdict.state, verdict.code, JSON.stringify(verdict.verdicts), verdict.imageId ?? null],
    );
    return verdict.state;
  });
}

const skipped = (code: string, verdicts: PlatformVerdict[] = []): Verdict => ({
  state: 'skipped',
  code,
  verdicts,
});

async function carryOut(plan: Plan, run: PlanRunRow, surroundings: RunSurroundings): Promise<Verdict> {
  // Two plans that choose at the same time would choose the same image.
  await rows(`select pg_advisory_xact_lock(hashtextextended($1, 0)) is null as locked`, [
    `recurring content of ${plan.projectId}`,
  ]);
  const choices = await choosePictures(plan);
  const verdicts: PlatformVerdict[] = choices.flatMap((choice) =>
    choice.kind === 'no_account' ? [verdictWithoutAccount(choice, surroundings)] : [],
  );
  const pictures = choices.filter((choice): choice is PictureChoice => choice.kind === 'picture');
  verdicts.push(...(await makePosts(plan, run, pictures, surroundings)));

  const lacking = choices.filter(({ kind }) => kind === 'no_image');
  const needed = lacking.length > 0 && plan.whenNoImage === 'generate';
  const ordered = needed ? await orderPlanImage(plan, surroundings.dailyLimit) : null;
  for (const { platform, account } of lacking)
    verdicts.push({
      ...{ platform, connectionId: account?.id ?? null, imageId: ordered?.imageId ?? null, postId: null },
      ...{ code: ordered?.code ?? 'no_image_left', parameters: {} },
    });

  if (verdicts.some(({ postId }) => postId !== null))
    return { state: 'made', code: null, verdicts, imageId: ordered?.imageId ?? null };
  if (ordered && ordered.imageId !== null)
    return { state: 'held', code: 'image_to_validate', verdicts, imageId: ordered.imageId };
  return skipped(ordered?.code ?? (lacking.length > 0 ? 'no_image_left' : 'nowhere_to_publish'), verdicts);
}

function verdictWithoutAccount(
  { platform, code, account, accounts }: Choice & { kind: 'no_account' },
  { judge }: RunSurroundings,
): PlatformVerdict {
  const { name } = judge({ platform, text: '', options: {} });
  const parameters = {
    platform: name,
    account: account?.username ?? '',
    accounts: accounts.map(({ id, username }) => `${username} (${id})`).join(', '),
    path: `/api/social-accounts/connect/${platform}`,
  };
  return { platform, connectionId: account?.id ?? null, imageId: null, postId: null, code, parameters };
}

/** One post for each picture, to all accounts that take it as it is. */
async function makePosts(
  plan: Plan,
  run: PlanRunRow,
  choices: PictureChoice[],
  { judge, now }: RunSurroundings,
): Promise<PlatformVerdict[]> {
  const locale = await localeOf(plan.userId);
  const verdicts: PlatformVerdict[] = [];
  const pictures = new Map(choices.map(({ picture }) => [picture.id, picture]));
  let part = 0;
  for (const picture of pictures.values()) {
    const filling = { ...picture, at: run.occurrenceAt, timezone: plan.timezone, locale };
    const caption = run.captions[picture.id] ?? fillTemplate(plan.caption, filling);
    const options = Object.fromEntries(
      Object.entries(plan.options).map(([name, value]) => [name, fillTemplate(value, filling)]),
    );
    const text = postText({ caption, hashtags: plan.hashtags });
    const judged = choices
      .filter((choice) => choice.picture.id === picture.id)
      .map((choice) => ({ ...choice, ...judge({ platform: choice.platform, text, options }) }));
    const taken = judged.filter(({ fault }) => !fault);
    const targets = taken.map((choice) => targetOf(choice.account.id, choice.options));
    const scheduledTime = run.kind === 'now' ? now : run.occurrenceAt;
    const postId =
      targets.length > 0
        ? await makePost(plan, run, { picture, caption, targets, scheduledTime, part })
        : null;
    part += 1;
    for (const { platform, account, fault } of judged)
      verdicts.push({
        ...{ platform, connectionId: account.id, imageId: picture.id, postId: fault ? null : postId },
        ...{ code: fault?.code ?? null, parameters: fault?.parameters ?? {} },
      });
  }
  return verdicts;
}

const targetOf = (connectionId: string, options: Record<string, string>): NewTarget => ({
  ...{ connectionId, options, caption: null, firstComment: null, altTexts: null },
});

interface Contents {
  picture: PlanPicture;
  caption: string;
  targets: NewTarget[];
  scheduledTime: Date;
  /** Posts of one occurrence that show different images are numbered. */
  part: number;
}

async function makePost(
  plan: Plan,
  run: PlanRunRow,
  { picture, caption, targets, scheduledTime, part }: Contents,
): Promise<number> {
  const { projectId, userId, hashtags, lateMinutes, lateAction } = plan;
  const { id } = await schedulePost({
    ...{ projectId, userId, caption, hashtags, lateMinutes, lateAction, scheduledTime, targets },
    ...{ placement: 'feed', state: 'scheduled' },
    media: [{ kind: 'image', imageId: picture.id, fileKey: picture.fileKey, altText: null }],
  });
  await rows(
    `update scheduled_posts set recurring_schedule_id = $2, occurrence_at = $3, occurrence_part = $4,
       metadata = metadata || $5 where id = $1 returning 1 as noted`,
    [
      ...[id, plan.id, run.occurrenceAt, part],
      JSON.stringify({ recurring_schedule: plan.id, occurrence_at: run.occurrenceAt.toISOString() }),
    ],
  );
  return id;
}

async function localeOf(userId: string): Promise<'fr' | 'en'> {
  const user = await row<{ locale: 'fr' | 'en' }>('select locale from users where id = $1', [userId]);
  return user?.locale ?? 'en';
}
