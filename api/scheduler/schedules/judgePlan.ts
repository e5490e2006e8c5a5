import { hasPlaceholder, shortestOf, unknownPlaceholder } from '../../../contracts/fillTemplate.ts';
import { workingStatuses } from '../../../contracts/connections.ts';
import { postText } from '../../../contracts/postText.ts';
import type { MessageParameters } from '../../../contracts/refusal.ts';
import { findAccountsOf, type PlanAccount } from '../../../db/planSources.ts';
import type { PlanSettings } from '../../../db/plans.ts';
import { judgePost } from '../../../platforms/judgePost.ts';
import { missingFor } from '../../../platforms/permissions.ts';
import { permissionWords } from '../../../platforms/permissionWords.ts';
import type { Registry } from '../../../platforms/registry.ts';
import type { Locale } from '../../locale.ts';
import { isMessageCode, say } from '../../messages/index.ts';
import { InvalidRequest } from '../../validation.ts';
import { judgeTiming } from './judgeTiming.ts';
import type { Refuse } from './refuse.ts';

/** A platform that nothing could be published to now, though it may be when the time comes. */
export interface PlanWarning {
  platform: string;
  code: string;
  message: string;
}

interface Surroundings {
  projectId: string;
  platforms: Registry;
  locale: Locale;
  now: Date;
  /** Whether the request says when the plan is due, or changes it. */
  timingIsNew: boolean;
}

/**
 * Judges a plan as a whole. Returns what may keep it from publishing.
 * @throws {InvalidRequest} with everything that is wrong, by the field it is about.
 */
export async function judgePlan(plan: PlanSettings, surroundings: Surroundings): Promise<PlanWarning[]> {
  const { projectId, platforms, locale } = surroundings;
  const texts: Record<string, string[]> = {};
  const refuse: Refuse = (field, code, parameters) =>
    void (texts[field] ??= []).push(say(locale, code, parameters));
  judgeTiming(plan, refuse, surroundings);
  judgeContent(plan, refuse);
  judgePlatforms(plan, platforms, refuse);
  judgeTexts(plan, platforms, refuse);
  const accounts = await findAccountsOf(projectId, plan.platforms, plan.connectionIds);
  plan.connectionIds.forEach((id, index) => {
    const account = accounts.find((each) => each.id === id);
    if (!account) refuse(`connection_ids.${index}`, 'connection_unknown');
    else if (!plan.platforms.includes(account.platform))
      refuse(`connection_ids.${index}`, 'connection_of_no_platform', {
        other: platforms.find(account.platform)?.platform.name ?? account.platform,
      });
  });
  const warnings = plan.platforms.flatMap((id) => {
    const found = warningOf(id, plan, accounts, surroundings);
    if (found?.code === 'plan_several_connections') refuse('connection_ids', found.code, found.parameters);
    return found && isMessageCode(found.code)
      ? [{ platform: id, code: found.code, message: say(locale, found.code, found.parameters) }]
      : [];
  });
  if (Object.keys(texts).length > 0) throw new InvalidRequest(texts);
  return warnings;
}

function judgeContent(
  { caption, hashtags, options, whenNoImage, prompt }: PlanSettings,
  refuse: Refuse,
): void {
  const templates = { caption, ...prefixed(options) };
  for (const [field, template] of Object.entries(templates)) {
    const unknown = unknownPlaceholder(template);
    if (unknown !== null) refuse(field, 'placeholder_unknown', { name: unknown });
  }
  if (hasPlaceholder(hashtags)) refuse('hashtags', 'placeholder_not_filled_in');
  if (whenNoImage === 'generate' && prompt === null) refuse('prompt', 'plan_prompt_needed');
}

const prefixed = (options: Record<string, string>) =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [`options.${name}`, value]));

function judgePlatforms(
  { platforms: ids, options }: PlanSettings,
  platforms: Registry,
  refuse: Refuse,
): void {
  const publishing = platforms.all().filter(({ platform }) => platform.publish);
  const publishers = publishing.map(({ platform }) => platform.id).join(', ');
  ids.forEach((id, index) => {
    const registered = platforms.find(id);
    const field = `platforms.${index}`;
    if (!registered?.platform.publish)
      return refuse(field, 'platform_cannot_publish', { platform: id, platforms: publishers });
    const { name, publish } = registered.platform;
    if (!publish.rules.media.kinds.includes('image'))
      return refuse(field, 'plan_platform_without_images', { platform: name });
    if (registered.settings.state === 'missing')
      refuse(field, 'platform_not_configured', {
        platform: name,
        variables: registered.settings.missing.join(', '),
      });
    for (const [option, rule] of Object.entries(publish.rules.options))
      if (rule.required && rule.default === undefined && !options[option])
        refuse(`options.${option}`, 'option_needed', { platform: name, option });
  });
  const rules = ids.flatMap((id) => platforms.find(id)?.platform.publish?.rules ?? []);
  const names = ids.map((id) => platforms.find(id)?.platform.name ?? id);
  const taken = [...new Set(rules.flatMap((each) => Object.keys(each.options)))];
  for (const option of Object.keys(options).filter((name) => !taken.includes(name)))
    refuse(`options.${option}`, 'option_not_taken', {
      ...{ platform: names.join(', '), option, taken: taken.join(', ') || '–' },
    });
}

const tooLong = ['text_over_limit', 'too_many_hashtags', 'option_over_limit'];

/** What is too long for a platform even with nothing filled in: no run could ever publish it. */
function judgeTexts(
  { platforms: ids, caption, hashtags, options }: PlanSettings,
  platforms: Registry,
  refuse: Refuse,
): void {
  const text = postText({ caption: shortestOf(caption), hashtags });
  const filled = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, shortestOf(value)]),
  );
  for (const platform of ids.flatMap((id) => platforms.find(id)?.platform ?? [])) {
    if (!platform.publish) continue;
    const faults = judgePost(platform, platform.publish.rules, {
      ...{ text, options: filled, placement: 'feed', media: ['image'], firstComment: null },
    });
    for (const { field, code, parameters } of faults)
      if (tooLong.includes(code) && isMessageCode(code))
        refuse(field === 'hashtags' && hashtags === '' ? 'caption' : field, code, parameters);
  }
}

function warningOf(
  id: string,
  { connectionIds }: PlanSettings,
  accounts: PlanAccount[],
  { platforms }: Surroundings,
): { code: string; parameters: MessageParameters } | null {
  const ofPlatform = accounts.filter(({ platform }) => platform === id);
  const named = ofPlatform.filter((account) => connectionIds.includes(account.id));
  const meant = named.length > 0 ? named : ofPlatform;
  const parameters = {
    platform: platforms.find(id)?.platform.name ?? id,
    path: `/api/social-accounts/connect/${id}`,
    account: meant.map(({ username }) => username).join(', '),
    accounts: ofPlatform.map((account) => `${account.username} (${account.id})`).join(', '),
  };
  if (meant.length === 0) return { code: 'no_connection', parameters };
  if (named.length === 0 && meant.length > 1) return { code: 'plan_several_connections', parameters };
  const works = meant.every(({ status }) => workingStatuses.includes(status));
  if (!works) return { code: 'connection_needs_you', parameters };
  const platform = platforms.find(id)?.platform;
  const missing = platform ? meant.flatMap(({ scopes }) => missingFor(platform, 'publish', scopes)) : [];
  if (!platform || missing.length === 0) return null;
  const permissions = permissionWords(platform, [...new Set(missing)]);
  return { code: 'publishing_not_allowed', parameters: { ...parameters, permissions } };
}
