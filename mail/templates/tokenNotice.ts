import { oneLine, renderMail, type Locale, type RenderedMail } from './layout.ts';

/** A connection that needs a person. */
interface NoticedConnection {
  /** 'expiring': it works until `endsAt`. 'needs_you': it has stopped. */
  kind: 'expiring' | 'needs_you';
  platformName: string;
  username: string;
  projectName: string;
  /** Of the project: in which the time is written. */
  timezone: string;
  endsAt: Date;
  /** When its figures were last read. */
  lastSyncedAt: Date | null;
}

export interface TokenNotice {
  locale: Locale;
  /** At least one, the most urgent first. */
  connections: NoticedConnection[];
  /** Where accounts are connected again. */
  link: string;
}

/** More are counted, not listed. */
const shown = 30;

/** The mail that says which connections need a person, until when they work, and what stops without. */
export function tokenNotice({ locale, connections, link }: TokenNotice): RenderedMail {
  const say = texts[locale];
  const stopped = connections.filter(({ kind }) => kind === 'needs_you').length;
  const items = connections.slice(0, shown).map((connection) => ({
    title: `${connection.platformName} · ${oneLine(connection.username, 60)} (${oneLine(connection.projectName, 80)})`,
    text:
      connection.kind === 'expiring'
        ? say.expiring(write(connection.endsAt, connection.timezone, locale))
        : say.stopped(connection.lastSyncedAt && write(connection.lastSyncedAt, connection.timezone, locale)),
  }));
  const hidden = connections.length - items.length;
  return renderMail({
    locale,
    subject: stopped > 0 ? say.subjectStopped(connections.length) : say.subjectExpiring(connections.length),
    heading: say.heading(connections.length),
    paragraphs: [say.why],
    items,
    action: { label: say.action, link },
    notes: [...(hidden > 0 ? [say.more(hidden)] : []), say.settings],
  });
}

/** With the hour, for a token ends within it, and the zone, for the reader may be in another. */
const write = (instant: Date, timeZone: string, locale: Locale) =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(instant);

const texts = {
  fr: {
    subjectExpiring: (count: number) =>
      count > 1 ? `${count} comptes connectés à renouveler` : 'Un compte connecté à renouveler',
    subjectStopped: (count: number) =>
      count > 1 ? `${count} comptes connectés ont besoin de vous` : 'Un compte connecté a besoin de vous',
    heading: (count: number) => (count > 1 ? 'Reconnectez ces comptes' : 'Reconnectez ce compte'),
    why: 'Les plateformes demandent de temps en temps que vous confirmiez vous-même l’accès. SocialSync ne peut pas le faire à votre place.',
    expiring: (time: string) =>
      `Fonctionne jusqu’au ${time}. Ensuite, plus de statistiques à jour, plus de publication, plus de réponse aux messages.`,
    stopped: (time: string | null) =>
      `Ne fonctionne plus. Statistiques, publications et réponses aux messages sont à l’arrêt${time ? `\u00a0; dernière mise à jour le ${time}` : ''}.`,
    action: 'Reconnecter',
    more: (count: number) => `Et ${count} de plus, que vous trouverez sur cette page.`,
    settings: 'Dans votre profil, vous pouvez désactiver ces avis et changer leur langue.',
  },
  en: {
    subjectExpiring: (count: number) =>
      count > 1 ? `${count} connected accounts to renew` : 'A connected account to renew',
    subjectStopped: (count: number) =>
      count > 1 ? `${count} connected accounts need you` : 'A connected account needs you',
    heading: (count: number) => (count > 1 ? 'Connect these accounts again' : 'Connect this account again'),
    why: 'From time to time platforms want you to confirm the access yourself. SocialSync cannot do it for you.',
    expiring: (time: string) =>
      `Works until ${time}. After that its figures stand still, and nothing is published or answered.`,
    stopped: (time: string | null) =>
      `Has stopped. Its figures stand still, and nothing is published or answered${time ? `; last updated ${time}` : ''}.`,
    action: 'Connect again',
    more: (count: number) => `And ${count} more, which this page lists.`,
    settings: 'In your profile you can turn these notices off and change their language.',
  },
};
