import type { FailureAnswer } from '../../contracts/failureAnswer.ts';
import { howFinal, isRefusedForGood } from '../../contracts/refusedForGood.ts';
import { oneLine, renderMail, type Locale, type MailLink, type RenderedMail } from './layout.ts';
import { momentIn } from './moments.ts';
import { postNoticeWords, refusalWords } from './postNoticeWords.ts';

/**
 * 'unclear': nobody can say whether it is there. 'unread': likewise, until its account is connected again. 'late': it is
 * late, and asks whether it shall still go. 'skipped': it was late, and did not go. 'refused': the platform does not take
 * it. 'waiting': the account must be connected again.
 * 'quota': the account may publish no more for now, and it goes out later by itself. 'held': likewise, because the
 * platform wants no calls for now.
 * 'commentFailed', 'commentUnclear': it is published, and its first comment is not, or may not be.
 */
export type PostTrouble =
  | 'unclear'
  | 'unread'
  | 'late'
  | 'skipped'
  | 'refused'
  | 'waiting'
  | 'quota'
  | 'held'
  | 'commentFailed'
  | 'commentUnclear';

/** An account at which a post is not published, or may not be. */
interface NoticedTarget {
  platformName: string;
  username: string;
  trouble: PostTrouble;
  /** The platform's or our own code of the reason. */
  code: string | null;
  /** What the platform answered; null where the reason is ours. */
  answer: FailureAnswer | null;
  /** The permissions that its account waits for, in words, '' where nobody knows which; null where it waits for none. */
  missing: string | null;
  /** It was refused, but an earlier call of it may have published it. */
  mayBeThere: boolean;
  /** When it is tried again, where it waits for its platform. */
  againAt: Date | null;
  /** Where each verdict is given, and the post at the platform, where it is published and has an address. */
  links: { found: string; again: string; giveUp: string; reconnect: string; post: string | null };
}

export interface PostNotice {
  locale: Locale;
  caption: string;
  projectName: string;
  /** Of the project: in which the time is written. */
  timezone: string;
  scheduledTime: Date;
  /** At least one. */
  targets: NoticedTarget[];
  /** How many more accounts it has, which are in no trouble. */
  others: number;
  /** Where its story is told. */
  link: string;
}

/** The mail that says at which accounts a post needs its owner, or did not go out, with one link for each verdict. */
export function postNotice({ locale, targets, others, ...post }: PostNotice): RenderedMail {
  const say = postNoticeWords[locale];
  const tone = say.tones[toneOf(targets, others)];
  const caption = oneLine(post.caption, 60);
  const items = targets.map((target) => ({
    title: `${target.platformName} · ${oneLine(target.username, 60)}`,
    text: textOf(target, locale, post.timezone),
    links: linksOf(target, locale),
  }));
  return renderMail({
    locale,
    subject: tone.subject(caption || say.yourPost),
    heading: tone.heading,
    paragraphs: [
      say.which(caption, oneLine(post.projectName, 80), momentIn(post.timezone, post.scheduledTime, locale)),
    ],
    items,
    action: { label: say.post, link: post.link },
    notes: [say.note],
  });
}

/** What the mail as a whole is about. */
function toneOf(targets: NoticedTarget[], others: number): keyof (typeof postNoticeWords)['en']['tones'] {
  const troubles = targets.map(({ trouble }) => trouble);
  if (troubles.some((trouble) => trouble === 'unclear' || trouble === 'late')) return 'asks';
  const isForAccount = (trouble: PostTrouble) => trouble === 'waiting' || trouble === 'unread';
  if (troubles.every(isForAccount)) return 'waits';
  if (troubles.every(isDelay)) return 'delayed';
  const isComment = (trouble: PostTrouble) => trouble === 'commentFailed' || trouble === 'commentUnclear';
  if (troubles.every(isComment)) return 'comment';
  return others > 0 ||
    troubles.some((trouble) => isForAccount(trouble) || isDelay(trouble) || isComment(trouble))
    ? 'partly'
    : 'failed';
}

const isDelay = (trouble: PostTrouble) => trouble === 'quota' || trouble === 'held';

function textOf(
  { trouble, code, answer, missing, againAt }: NoticedTarget,
  locale: Locale,
  timezone: string,
): string {
  const say = postNoticeWords[locale];
  if (trouble === 'quota' || trouble === 'held')
    return say[trouble](momentIn(timezone, againAt ?? new Date(), locale));
  if (trouble === 'waiting' && missing !== null) return say.notAllowed(missing);
  if (trouble !== 'refused') return say[trouble];
  return refusalWords[locale][code ?? ''] ?? say.refused[howFinal(code ?? '', answer)](code ?? '–');
}

function linksOf({ trouble, code, links, mayBeThere }: NoticedTarget, locale: Locale): MailLink[] {
  const say = postNoticeWords[locale];
  const found = { label: say.found, link: links.found };
  const again = { label: say.again, link: links.again };
  const giveUp = { label: say.giveUp, link: links.giveUp };
  switch (trouble) {
    case 'unclear':
      return [found, again, giveUp];
    case 'unread':
      return [{ label: say.reconnect, link: links.reconnect }, found, giveUp];
    case 'late':
      return [{ label: say.now, link: links.again }, giveUp];
    case 'waiting':
      return [{ label: say.reconnect, link: links.reconnect }, giveUp];
    case 'quota':
    case 'held':
      return [];
    case 'commentFailed':
    case 'commentUnclear':
      return links.post === null ? [] : [{ label: say.post, link: links.post }];
    case 'skipped':
      return [{ label: say.retry, link: links.again }];
    case 'refused': {
      const isUseless = !mayBeThere && isRefusedForGood(code ?? '');
      return [
        ...(mayBeThere ? [found] : []),
        ...(isUseless ? [] : [{ label: say.retry, link: links.again }]),
      ];
    }
  }
}
