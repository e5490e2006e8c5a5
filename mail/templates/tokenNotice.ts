import type { ConnectionReason } from '../../contracts/connections.ts';
import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';
import { momentIn } from './moments.ts';
import { noticeWords } from './tokenNoticeWords.ts';
import { unsubscribeHeaders } from './unsubscribing.ts';

/** A connection that needs a person. */
interface NoticedConnection {
  /**
   * 'expiring': it works until `endsAt`. 'needs_you': it has stopped. 'taken_over': another project connected the
   * account, at `since`.
   */
  kind: 'expiring' | 'needs_you' | 'taken_over';
  /** Why it has stopped, where that is known. */
  reason: ConnectionReason | null;
  /** The permissions that are missing, in words, as far as the platform names them; else empty. */
  missing: string;
  platformName: string;
  username: string;
  projectName: string;
  /** Of the project: in which times are written. */
  timezone: string;
  endsAt: Date;
  since: Date;
  /** When its figures were last read. */
  lastSyncedAt: Date | null;
  /** The next posts that it is to publish, the soonest first; `count`: how many those are in all. */
  posts: { caption: string; scheduledTime: Date; count: number }[];
}

export interface TokenNotice {
  locale: Locale;
  /** At least one, the most urgent first. */
  connections: NoticedConnection[];
  /** Where accounts are connected again. */
  link: string;
  unsubscribeLink: string;
}

/** More are counted, not listed. */
const shown = 30;

/** The mail that says which connections need a person, why, until when they work, and what stops without. */
export function tokenNotice({ locale, connections, link, unsubscribeLink }: TokenNotice): RenderedMail {
  const say = noticeWords[locale];
  const count = connections.length;
  const has = (...kinds: NoticedConnection['kind'][]) => connections.some(({ kind }) => kinds.includes(kind));
  const takenOver = has('taken_over');
  const onlyTakenOver = takenOver && !has('expiring', 'needs_you');
  const items = connections.slice(0, shown).map((connection) => ({
    title: `${connection.platformName} · ${oneLine(connection.username, 60)} (${oneLine(connection.projectName, 80)})`,
    text: describe(connection, locale),
  }));
  const hidden = count - items.length;
  const subjectStopped = onlyTakenOver ? say.subjectTakenOver(count) : say.subjectStopped(count);
  const mail = renderMail({
    locale,
    subject: has('needs_you', 'taken_over') ? subjectStopped : say.subjectExpiring(count),
    heading: onlyTakenOver ? say.headingTakenOver(count) : say.heading(count),
    paragraphs: [...(onlyTakenOver ? [] : [say.why]), ...(takenOver ? [say.whyTakenOver] : [])],
    items,
    action: { label: say.action, link },
    notes: [...(hidden > 0 ? [say.more(hidden)] : []), say.settings],
    unsubscribing: { label: say.unsubscribe, link: unsubscribeLink },
  });
  return { ...mail, headers: unsubscribeHeaders(unsubscribeLink) };
}

function describe(connection: NoticedConnection, locale: Locale): string {
  const { kind, reason, missing, timezone, endsAt, since, lastSyncedAt } = connection;
  const say = noticeWords[locale];
  if (kind === 'expiring') return say.expiring(momentIn(timezone, endsAt, locale));
  if (kind === 'taken_over') return say.takenOver(momentIn(timezone, since, locale));
  const stopped = say.stopped(lastSyncedAt && momentIn(timezone, lastSyncedAt, locale));
  const isNamed = reason === 'permission_missing' && missing !== '';
  const waiting = describePosts(connection, locale);
  const why = isNamed ? say.missing(missing) : reason && say.reasons[reason];
  return [why, stopped, waiting].filter(Boolean).join(' ');
}

/** The posts that wait for the account; empty when none does. */
function describePosts({ posts, timezone }: NoticedConnection, locale: Locale): string {
  const [first] = posts;
  if (!first) return '';
  const say = noticeWords[locale];
  const named = posts.map(({ caption, scheduledTime }) =>
    say.post(oneLine(caption, 60), momentIn(timezone, scheduledTime, locale)),
  );
  return say.waitingPosts(named.join(', '), first.count - posts.length);
}
