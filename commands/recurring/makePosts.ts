import type { MessageParameters } from '../../contracts/refusal.ts';
import { postText } from '../../contracts/postText.ts';
import { findLanguage } from '../../db/people.ts';
import type { PlanRunRow, PlatformVerdict } from '../../db/planRuns.ts';
import type { Plan } from '../../db/plans.ts';
import type { PlanAccount, PlanPicture } from '../../db/planSources.ts';
import { rows } from '../../db/query.ts';
import { schedulePost, type NewTarget } from '../posts/schedulePost.ts';
import type { Choice } from './choosePictures.ts';
import { fillTemplate } from '../../contracts/fillTemplate.ts';

/** What a platform would be given, and what it says to it. */
interface JudgedTarget {
  platform: string;
  /** Null where there is none to publish at. */
  account: PlanAccount | null;
  text: string;
  options: Record<string, string>;
}
interface Judgement {
  /** The platform's name for people. */
  name: string;
  fault: { code: string; parameters: MessageParameters } | null;
  /** Those of the options that the platform takes. */
  options: Record<string, string>;
}
export type JudgeTarget = (target: JudgedTarget) => Judgement;

/** An account, and the picture that it is given. */
export type PictureChoice = Choice & { kind: 'picture' };

/** One post for each picture, to all accounts that take it as it is. */
export async function makePosts(
  plan: Plan,
  run: PlanRunRow,
  choices: PictureChoice[],
  { judge, now }: { judge: JudgeTarget; now: Date },
): Promise<PlatformVerdict[]> {
  const locale = await findLanguage(plan.userId);
  const scheduledTime = run.kind === 'now' ? now : run.occurrenceAt;
  const verdicts: PlatformVerdict[] = [];
  const pictures = new Map(choices.map(({ picture }) => [picture.id, picture]));
  for (const [part, picture] of [...pictures.values()].entries()) {
    const filling = { ...picture, at: run.occurrenceAt, timezone: plan.timezone, locale };
    const caption = run.captions[picture.id] ?? fillTemplate(plan.caption, filling);
    const options = Object.fromEntries(
      Object.entries(plan.options).map(([name, value]) => [name, fillTemplate(value, filling)]),
    );
    const text = postText({ caption, hashtags: plan.hashtags });
    const judged = choices
      .filter((choice) => choice.picture.id === picture.id)
      .map((choice) => ({
        ...choice,
        ...judge({ platform: choice.platform, account: choice.account, text, options }),
      }));
    const targets = judged
      .filter(({ fault }) => !fault)
      .map((choice) => targetOf(choice.account.id, choice.options));
    const postId =
      targets.length > 0
        ? await makePost(plan, run, { picture, caption, targets, scheduledTime, part })
        : null;
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
