import { transaction } from '../../db/connection.ts';
import { readRun, type PlanRunRow, type PlatformVerdict } from '../../db/planRuns.ts';
import { readPlan, type Plan } from '../../db/plans.ts';
import { rows } from '../../db/query.ts';
import { choosePictures, type Choice } from './choosePictures.ts';
import { makePosts, type JudgeTarget, type PictureChoice } from './makePosts.ts';
import { orderPlanImage } from './orderPlanImage.ts';
import { tellOwner } from './tellOwner.ts';

interface RunSurroundings {
  judge: JudgeTarget;
  /** The project's generations a day. */
  dailyLimit: number;
  now: Date;
}

type Verdict = Pick<PlanRunRow, 'state' | 'code' | 'verdicts'> & { imageId?: number | null };

/**
 * Makes the posts of a run, once: one for each image, for where it is the next; and says of every other platform why
 * there is none, and tells the plan's owner what it lacks. Whoever calls it again finds it done. Returns what
 * became of it.
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
    if (plan) await tellOwner(plan, verdict);
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
  const { name } = judge({ platform, account, text: '', options: {} });
  const parameters = {
    platform: name,
    account: account?.username ?? '',
    accounts: accounts.map(({ id, username }) => `${username} (${id})`).join(', '),
    path: `/api/social-accounts/connect/${platform}`,
  };
  return { platform, connectionId: account?.id ?? null, imageId: null, postId: null, code, parameters };
}
