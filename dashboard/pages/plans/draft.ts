import type { z } from 'zod';
import type { CreatePlanRequest, EditPlanRequest, PlanTimesRequest } from '../../../contracts/recurring.ts';
import { wallTimeIn } from '../../app/time/zones.ts';
import type { Account, Plan } from './questions.ts';

/** A plan as the form has it. */
export interface PlanDraft {
  name: string;
  /** Ids of accounts; of a platform that has none now, `platform:` and its id. */
  places: string[];
  frequency: Plan['frequency'];
  days: Plan['days_of_week'];
  /** `1` to `31`, `last`. */
  day: string;
  rule: string;
  /** `10:00` */
  time: string;
  zone: string;
  from: string;
  /** Empty: for ever. */
  until: string;
  /** Empty: any image. */
  tag: string;
  makesImages: boolean;
  prompt: string;
  caption: string;
  byAi: boolean;
  hashtags: string;
  options: Record<string, string>;
}

export const newDraft = (zone: string): PlanDraft => ({
  ...{ name: '', places: [], frequency: 'weekly', days: ['monday'], day: '1', rule: '', time: '10:00', zone },
  ...{ from: wallTimeIn(zone, Date.now()).slice(0, 10), until: '' },
  ...{ tag: '', makesImages: false, prompt: '' },
  ...{ caption: '', byAi: true, hashtags: '', options: {} },
});

const noAccount = 'platform:';

/** What the form begins with, of a plan that is changed. */
export function draftOf(plan: Plan, accounts: Account[]): PlanDraft {
  const fallback = newDraft(plan.timezone);
  return {
    name: plan.name,
    places: placesOf(plan, accounts),
    frequency: plan.frequency,
    days: plan.days_of_week.length > 0 ? plan.days_of_week : fallback.days,
    day: String(plan.day_of_month ?? fallback.day),
    rule: plan.rrule ?? '',
    time: plan.time_of_day.replace(/^(\d\d:\d\d):00$/, '$1'),
    zone: plan.timezone,
    from: plan.start_date,
    until: plan.end_date ?? '',
    tag: plan.tag ?? '',
    makesImages: plan.when_no_image === 'generate',
    prompt: plan.prompt ?? '',
    caption: plan.caption,
    byAi: plan.caption_by === 'ai',
    hashtags: plan.hashtags,
    options: plan.options,
  };
}

/** A plan names its accounts only where it must: elsewhere it means the one of each platform. */
const placesOf = (plan: Plan, accounts: Account[]): string[] =>
  plan.platforms.flatMap((platform) => {
    const there = accounts.filter((account) => account.platform === platform);
    const named = there.filter(({ id }) => plan.connection_ids.includes(id));
    const meant = named.length > 0 ? named : there;
    return meant.length > 0 ? meant.map(({ id }) => id) : [noAccount + platform];
  });

/** The platform of a place that has no account; null of an account. */
export const platformWithoutAccount = (place: string): string | null =>
  place.startsWith(noAccount) ? place.slice(noAccount.length) : null;

/** The accounts that are chosen. */
export const chosenOf = ({ places }: PlanDraft, accounts: Account[]): Account[] =>
  accounts.filter(({ id }) => places.includes(id));

type Times = Omit<Required<z.input<typeof PlanTimesRequest>>, 'time_of_day'> & { time_of_day: string };

/** When the plan is due. What belongs to another frequency is said to be none. */
export const timesOf = (draft: PlanDraft): Times => ({
  frequency: draft.frequency,
  time_of_day: draft.time,
  timezone: draft.zone,
  days_of_week: draft.frequency === 'weekly' ? draft.days : [],
  day_of_month: draft.frequency !== 'monthly' ? null : draft.day === 'last' ? 'last' : Number(draft.day),
  rrule: draft.frequency === 'rrule' ? draft.rule : null,
  start_date: draft.from,
  end_date: draft.until || null,
});

/** Whether enough is filled in to tell times. */
export const hasTimes = ({ frequency, days, rule, time, from }: PlanDraft): boolean =>
  time !== '' &&
  from !== '' &&
  (frequency !== 'weekly' || days.length > 0) &&
  (frequency !== 'rrule' || rule.trim() !== '');

/** What PATCH is asked, to make `before` to `draft`: what differs, for the rest may be another by now. */
export function changesOf(draft: PlanDraft, before: PlanDraft, accounts: Account[]): EditPlanRequest {
  const kept: Record<string, unknown> = requestOf(before, accounts);
  return Object.fromEntries(
    Object.entries(requestOf(draft, accounts)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(kept[name]),
    ),
  );
}

/** The plan as the API takes it, whole: an unchanged part stays as it is. */
export function requestOf(draft: PlanDraft, accounts: Account[]): CreatePlanRequest {
  const chosen = chosenOf(draft, accounts);
  const without = draft.places.flatMap((place) => platformWithoutAccount(place) ?? []);
  const taken = new Set(chosen.flatMap(({ rules }) => Object.keys(rules.options)));
  const options = Object.entries(draft.options).filter(
    ([name, value]) => value.trim() !== '' && (taken.has(name) || without.length > 0),
  );
  return {
    name: draft.name,
    ...timesOf(draft),
    platforms: [...new Set([...chosen.map(({ platform }) => platform), ...without])],
    connection_ids: chosen.map(({ id }) => id),
    tag: draft.tag || null,
    when_no_image: draft.makesImages ? 'generate' : 'skip',
    prompt: draft.makesImages ? draft.prompt.trim() || null : null,
    caption: draft.caption,
    caption_by: draft.byAi ? 'ai' : 'template',
    hashtags: draft.hashtags,
    options: Object.fromEntries(options),
  };
}
