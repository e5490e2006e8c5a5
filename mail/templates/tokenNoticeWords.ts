import type { ConnectionReason } from '../../contracts/connections.ts';
import type { Locale } from './layout.ts';

interface NoticeWords {
  subjectExpiring(count: number): string;
  subjectStopped(count: number): string;
  subjectTakenOver(count: number): string;
  heading(count: number): string;
  headingTakenOver(count: number): string;
  why: string;
  whyTakenOver: string;
  expiring(time: string): string;
  stopped(lastUpdate: string | null): string;
  takenOver(time: string): string;
  post(caption: string, time: string): string;
  waitingPosts(posts: string, more: number): string;
  /** Why a connection stopped; what never asks for a person has no words here. */
  reasons: Partial<Record<ConnectionReason, string>>;
  missing(permissions: string): string;
  action: string;
  more(count: number): string;
  settings: string;
  unsubscribe: string;
}

/** What a notice of connections that need a person says in each language. */
export const noticeWords: Record<Locale, NoticeWords> = {
  fr: {
    subjectExpiring: (count) =>
      count > 1 ? `${count} comptes connectés à renouveler` : 'Un compte connecté à renouveler',
    subjectStopped: (count) =>
      count > 1 ? `${count} comptes connectés ont besoin de vous` : 'Un compte connecté a besoin de vous',
    subjectTakenOver: (count) =>
      count > 1
        ? `${count} comptes connectés ont été repris par un autre projet`
        : 'Un compte connecté a été repris par un autre projet',
    heading: (count) => (count > 1 ? 'Reconnectez ces comptes' : 'Reconnectez ce compte'),
    headingTakenOver: (count) => (count > 1 ? 'Ces comptes ont été repris' : 'Ce compte a été repris'),
    why: 'Les plateformes demandent de temps en temps que vous confirmiez vous-même l’accès. SocialSync ne peut pas le faire à votre place.',
    whyTakenOver:
      'Un compte n’appartient qu’à un projet à la fois. Une personne qui a accès au compte sur la plateforme l’a connecté à un autre projet. Si cela vous surprend, vérifiez sur la plateforme qui a accès au compte, changez son mot de passe, puis reconnectez-le.',
    expiring: (time) =>
      `Fonctionne jusqu’au ${time}. Ensuite, plus de statistiques à jour, plus de publication, plus de réponse aux messages.`,
    stopped: (time) =>
      `Ne fonctionne plus. Statistiques, publications et réponses aux messages sont à l’arrêt${time ? `\u00a0; dernière mise à jour le ${time}` : ''}.`,
    takenOver: (time) =>
      `Repris par un autre projet le ${time}. Ce projet n’y a plus accès\u00a0; les statistiques passées restent.`,
    post: (caption, time) => `${caption ? `«\u00a0${caption}\u00a0» ` : ''}(${time})`,
    waitingPosts: (posts, more) =>
      `Ces posts attendent ce compte\u00a0: ${posts}${more > 0 ? ` et ${more} de plus` : ''}.`,
    reasons: {
      token_expired: 'L’accès a expiré.',
      token_withdrawn: 'L’accès a été retiré sur la plateforme, ou le mot de passe y a changé.',
      token_refused: 'La plateforme n’accepte plus notre accès, sans dire pourquoi.',
      permission_missing:
        'La plateforme indique qu’une autorisation manque. Reconnectez le compte en laissant coché tout ce qui est demandé.',
      refresh_refused: 'La plateforme a refusé de renouveler l’accès, sans dire pourquoi.',
      refresh_lost: 'La liaison avec la plateforme a été coupée pendant le renouvellement de l’accès.',
    },
    missing: (permissions) =>
      `Ces autorisations manquent\u00a0: ${permissions}. Reconnectez le compte en laissant coché tout ce qui est demandé.`,
    action: 'Reconnecter',
    more: (count) => `Et ${count} de plus, qui ont aussi besoin de vous.`,
    settings: 'Dans votre profil, vous pouvez désactiver ces avis et changer leur langue.',
    unsubscribe: 'Ne plus recevoir ces avis',
  },
  en: {
    subjectExpiring: (count) =>
      count > 1 ? `${count} connected accounts to renew` : 'A connected account to renew',
    subjectStopped: (count) =>
      count > 1 ? `${count} connected accounts need you` : 'A connected account needs you',
    subjectTakenOver: (count) =>
      count > 1
        ? `${count} connected accounts were taken over by another project`
        : 'A connected account was taken over by another project',
    heading: (count) => (count > 1 ? 'Connect these accounts again' : 'Connect this account again'),
    headingTakenOver: (count) =>
      count > 1 ? 'These accounts were taken over' : 'This account was taken over',
    why: 'From time to time platforms want you to confirm the access yourself. SocialSync cannot do it for you.',
    whyTakenOver:
      'An account belongs to one project at a time. Somebody who has access to the account at the platform connected it to another project. If that surprises you, look at the platform who has access to the account, change its password, and connect it again.',
    expiring: (time) =>
      `Works until ${time}. After that its figures stand still, and nothing is published or answered.`,
    stopped: (time) =>
      `Has stopped. Its figures stand still, and nothing is published or answered${time ? `; last updated ${time}` : ''}.`,
    takenOver: (time) =>
      `Taken over by another project on ${time}. This project has no access any more; past figures stay.`,
    post: (caption, time) => `${caption ? `“${caption}” ` : ''}(${time})`,
    waitingPosts: (posts, more) => `These posts wait for it: ${posts}${more > 0 ? ` and ${more} more` : ''}.`,
    reasons: {
      token_expired: 'Its access has expired.',
      token_withdrawn: 'The access was withdrawn at the platform, or the password there was changed.',
      token_refused: 'The platform no longer accepts our access, and does not say why.',
      permission_missing:
        'The platform says that a permission is missing. Connect the account again, and leave everything ticked that is asked for.',
      refresh_refused: 'The platform refused to renew the access, and does not say why.',
      refresh_lost: 'The connection to the platform broke while the access was being renewed.',
    },
    missing: (permissions) =>
      `These permissions are missing: ${permissions}. Connect the account again, and leave everything ticked that is asked for.`,
    action: 'Connect again',
    more: (count) => `And ${count} more, which need you too.`,
    settings: 'In your profile you can turn these notices off and change their language.',
    unsubscribe: 'Stop these notices',
  },
};
