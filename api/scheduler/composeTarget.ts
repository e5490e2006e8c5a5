import { postText } from '../../contracts/postText.ts';
import type { Account } from '../../db/composition.ts';
import { judgePost, type PostFault } from '../../platforms/judgePost.ts';
import type { RegisteredPlatform, Registry } from '../../platforms/registry.ts';
import { healthOfTokens } from '../connections/presentConnection.ts';
import type { AskedPost, AskedTarget } from './askedPost.ts';
import type { ComposedTarget, Finding, Findings, Judged, RefuseField } from './composition.ts';
import { connectPath, judgeAccount } from './judgeAccount.ts';

/** Finds the account of one target and judges what it would be given; what is found out is added to `findings`. */
export function composeTarget(judged: Judged, index: number, findings: Findings): ComposedTarget {
  const { asked, platforms, media } = judged;
  const target = asked.targets[index];
  if (!target) throw new Error('a target without its request');
  const refuse = (field: string, code: string, parameters: Finding['parameters'] = {}) =>
    findings.errors.push({ field: `${target.prefix}${field}`, code, parameters, target: index });

  const account = findAccount(judged, target, refuse);
  const platformId = account?.platform ?? target.platform ?? '';
  const registered = platforms.find(platformId) ?? null;
  const rules = registered?.platform.publish?.rules ?? null;
  const health = account && healthOfTokens(account, platforms, judged.now);
  const isStory = asked.placement === 'story';
  const composed: ComposedTarget = {
    platform: platformId,
    registered,
    account,
    health,
    text: postText({ caption: target.caption ?? asked.caption, hashtags: asked.hashtags }),
    caption: target.caption,
    firstComment: isStory
      ? null
      : commentOf(asked, target, account, rules !== null && rules.firstComment !== null),
    altTexts: target.altTexts,
    options: { ...pick(asked.options, Object.keys(rules?.options ?? {})), ...target.options },
  };
  if (account && health)
    judgeAccount(judged, { ...composed, account, health }, { target, index, refuse, findings });
  if (!registered || !rules) return composed;
  const { text, firstComment, options } = composed;
  const kinds = media.map(({ kind }) => kind);
  const altTexts = asked.media.map(({ altText }, place) => target.altTexts?.[place] ?? altText);
  const content = { text, media: kinds, placement: asked.placement, firstComment, altTexts, options };
  for (const fault of judgePost(registered.platform, rules, content))
    findings.errors.push({ ...fault, field: fieldOf(fault, asked, target), target: index });
  if ((target.altTexts?.length ?? 0) > media.length)
    refuse('alt_texts', 'too_many_alt_texts', { limit: media.length });
  if (isStory && (text !== '' || commentOf(asked, target, account, true) !== null))
    findings.warnings.push({
      ...{ field: text === '' ? 'first_comment' : 'caption', code: 'story_without_words' },
      ...{ parameters: { platform: registered.platform.name }, target: index },
    });
  findings.warnings.push(
    ...leftOut(asked, target, { registered, account }).map((finding) => ({ ...finding, target: index })),
  );
  return composed;
}

function commentOf(
  { firstComment, keptComments }: AskedPost,
  target: AskedTarget,
  account: Account | null,
  takesComments: boolean,
): string | null {
  if (target.firstComment !== undefined) return target.firstComment;
  const kept = keptComments.get(account?.id ?? '');
  return kept === undefined ? (takesComments ? firstComment : null) : kept;
}

/** The account that a target names, or the only one of its platform. Null when there is none to publish to. */
function findAccount(
  { accounts, platforms }: Judged,
  { platform, connectionId }: AskedTarget,
  refuse: RefuseField,
): Account | null {
  const named = connectionId === null ? null : (accounts.find(({ id }) => id === connectionId) ?? null);
  if (connectionId !== null && !named) {
    refuse('connection_id', 'connection_unknown');
    return null;
  }
  const platformId = platform ?? named?.platform ?? '';
  if (named && named.platform !== platformId) {
    refuse('connection_id', 'connection_of_another_platform', {
      platform: nameOf(platforms, platformId),
      other: nameOf(platforms, named.platform),
    });
    return null;
  }
  const registered = platforms.find(platformId);
  if (!registered?.platform.publish) {
    refuse('platform', 'platform_cannot_publish', { platform: platformId, platforms: publishers(platforms) });
    return null;
  }
  if (registered.settings.state === 'missing') {
    const variables = registered.settings.missing.join(', ');
    refuse('platform', 'platform_not_configured', { platform: registered.platform.name, variables });
    return null;
  }
  return named ?? onlyAccount(accounts, registered, refuse);
}

const nameOf = (platforms: Registry, id: string) => platforms.find(id)?.platform.name ?? id;

const publishers = (platforms: Registry) =>
  platforms
    .all()
    .filter(({ platform }) => platform.publish)
    .map(({ platform }) => platform.id)
    .join(', ');

function onlyAccount(
  accounts: Account[],
  { platform }: RegisteredPlatform,
  refuse: RefuseField,
): Account | null {
  const found = accounts.filter(
    (account) => account.platform === platform.id && account.status !== 'revoked',
  );
  const [first, second] = found;
  if (!first)
    refuse('platform', 'no_connection', { platform: platform.name, path: connectPath(platform.id) });
  if (!second) return first ?? null;
  const names = found.map(({ id, username }) => `${username} (${id})`).join(', ');
  refuse('connection_id', 'several_connections', { platform: platform.name, accounts: names });
  return null;
}

/**
 * A fault stands at the member that has it: at the target where that has one of its own, or needs one; else at the
 * post. What the post has nothing of stands where it could be.
 */
function fieldOf({ field }: PostFault, asked: AskedPost, target: AskedTarget): string {
  const { prefix, caption, firstComment, options } = target;
  if (field === 'media') return asked.mediaField;
  const named = field === 'hashtags' && asked.hashtags === '' ? 'caption' : field;
  const [member = '', name = ''] = named.split('.');
  if (member === 'alt_texts') {
    if (target.altTexts?.[Number(name)]) return `${target.prefix}alt_texts`;
    return asked.mediaField === 'media' ? `media.${name}.alt_text` : 'alt_text';
  }
  const isOwn =
    (member === 'caption' && caption !== null) ||
    (member === 'first_comment' && firstComment !== undefined) ||
    (member === 'options' && (name in options || !(name in asked.options)));
  return isOwn ? `${prefix}${named}` : named;
}

/** What the post has and this platform does not take: it is published without. */
function leftOut(
  { firstComment, keptComments, media }: AskedPost,
  target: AskedTarget,
  { registered: { platform }, account }: { registered: RegisteredPlatform; account: Account | null },
): Omit<Finding, 'target'>[] {
  const rules = platform.publish?.rules;
  const parameters = { platform: platform.name };
  const hasAltText = [...media.map(({ altText }) => altText), ...(target.altTexts ?? [])].some(Boolean);
  const wantsComment = target.firstComment === undefined && !keptComments.has(account?.id ?? '');
  return [
    ...(firstComment !== null && wantsComment && !rules?.firstComment
      ? [{ field: 'first_comment', code: 'first_comment_left_out', parameters }]
      : []),
    ...(hasAltText && !rules?.altText ? [{ field: 'alt_text', code: 'alt_text_left_out', parameters }] : []),
  ];
}

const pick = (values: Record<string, string>, names: string[]) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
