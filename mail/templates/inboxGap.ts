import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';
import { momentIn } from './moments.ts';

/** What the mail about a gap in an inbox says. */
export interface InboxGap {
  locale: Locale;
  platformName: string;
  username: string;
  projectName: string;
  /** Of the project: in which the times are written. */
  timezone: string;
  since: Date;
  until: Date;
  /** How many messages were fetched afterwards. */
  recovered: number;
  /** Where the conversations stand. */
  link: string;
}

/** The mail that says that a platform did not tell us of an account's messages for a while, and what is known of them. */
export function inboxGap({ locale, link, ...gap }: InboxGap): RenderedMail {
  const say = texts[locale];
  const account = `${gap.platformName} · ${oneLine(gap.username, 60)} (${oneLine(gap.projectName, 80)})`;
  const since = momentIn(gap.timezone, gap.since, locale);
  const until = momentIn(gap.timezone, gap.until, locale);
  return renderMail({
    locale,
    subject: say.subject(gap.platformName),
    heading: say.heading,
    paragraphs: [
      say.what(account, since, until),
      gap.recovered > 0 ? say.recovered(gap.recovered) : say.lost,
    ],
    action: { label: say.action, link },
    notes: [say.now],
  });
}

const texts = {
  fr: {
    subject: (platform: string) => `${platform}\u00a0: des messages ne nous sont pas parvenus`,
    heading: 'Des messages ont pu vous échapper',
    what: (account: string, since: string, until: string) =>
      `Entre le ${since} et le ${until}, des messages adressés à ${account} ne nous ont pas été transmis.`,
    recovered: (count: number) =>
      count > 1
        ? `${count} messages ont été récupérés et se trouvent dans leurs conversations.`
        : 'Un message a été récupéré et se trouve dans sa conversation.',
    lost: 'La plateforme ne permet pas de les récupérer\u00a0: vérifiez-les dans son application.',
    action: 'Ouvrir les conversations',
    now: 'La réception est rétablie. Vous n’avez rien à faire pour la suite.',
  },
  en: {
    subject: (platform: string) => `${platform}: messages did not reach us`,
    heading: 'You may have missed messages',
    what: (account: string, since: string, until: string) =>
      `Between ${since} and ${until}, messages to ${account} were not passed on to us.`,
    recovered: (count: number) =>
      count > 1
        ? `${count} messages were fetched, and stand in their conversations.`
        : 'One message was fetched, and stands in its conversation.',
    lost: 'The platform has no way to fetch them: look for them in its app.',
    action: 'Open the conversations',
    now: 'Messages come in again. There is nothing you need to do from here on.',
  },
};
