import { workingStatuses } from '../../contracts/connections.ts';
import { findAccountsOf, nextPicture, type PlanAccount, type PlanPicture } from '../../db/planSources.ts';
import type { Plan } from '../../db/plans.ts';

/** What a run would publish at one account, or why it publishes nothing at a platform. */
export type Choice =
  | { kind: 'picture'; platform: string; account: PlanAccount; picture: PlanPicture }
  | { kind: 'no_image'; platform: string; account: PlanAccount }
  | {
      kind: 'no_account';
      platform: string;
      code: 'no_connection' | 'plan_several_connections' | 'connection_needs_you';
      account: PlanAccount | null;
      /** All of the platform. */
      accounts: PlanAccount[];
    };

/** Accounts that take posts now, as schedulePost takes them. */
const works = ({ status }: PlanAccount) => workingStatuses.includes(status);

/** For every platform of a plan, the accounts it goes to, each with the next image that its platform has not had. */
export async function choosePictures(plan: Plan): Promise<Choice[]> {
  const accounts = await findAccountsOf(plan.projectId, plan.platforms, plan.connectionIds);
  const choices: Choice[] = [];
  for (const platform of plan.platforms) {
    const ofPlatform = accounts.filter((account) => account.platform === platform);
    const named = ofPlatform.filter(({ id }) => plan.connectionIds.includes(id));
    const meant = named.length > 0 ? named : ofPlatform;
    const refuse = (code: (Choice & { kind: 'no_account' })['code'], account: PlanAccount | null) =>
      choices.push({ kind: 'no_account', platform, code, account, accounts: ofPlatform });
    if (meant.length === 0) refuse('no_connection', null);
    else if (named.length === 0 && meant.length > 1) refuse('plan_several_connections', null);
    else {
      for (const account of meant.filter((each) => !works(each))) refuse('connection_needs_you', account);
      const picture = await nextPicture(plan.projectId, plan.tag, platform);
      for (const account of meant.filter(works))
        choices.push(
          picture ? { kind: 'picture', platform, account, picture } : { kind: 'no_image', platform, account },
        );
    }
  }
  return choices;
}
