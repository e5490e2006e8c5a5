import type { Locale } from './layout.ts';

interface ReportWords {
  /** BCP 47: how numbers and dates are written. */
  format: string;
  /** Between the first and the last day of the week. */
  until: string;
  /** A name and what follows it. */
  labelled(label: string, text: string): string;
  subject(week: string, project: string): string;
  heading(project: string): string;
  period(week: string): string;
  followers: string;
  reach: string;
  engagement: string;
  notTold: string;
  noComparison: string;
  unchanged: string;
  chart: string;
  chartSpan(lowest: string, highest: string): string;
  chartAlt(first: string, last: string, days: number): string;
  accounts: string;
  posts(count: number): string;
  moreAccounts(count: number): string;
  bestPosts: string;
  postWithoutText: string;
  reachOf(count: string): string;
  impressionsOf(count: string): string;
  viewsOf(count: string): string;
  engagementOf(count: string): string;
  explanation: string;
  footer: string;
  unsubscribe: string;
}

/** What the weekly report says in each language. */
export const reportWords: Record<Locale, ReportWords> = {
  fr: {
    format: 'fr-FR',
    until: ' au ',
    labelled: (label, text) => `${label}\u00a0: ${text}`,
    subject: (week, project) => `Votre semaine du ${week} – ${project}`,
    heading: (project) => `${project}\u00a0: votre semaine`,
    period: (week) => `Du ${week}, comparé à la semaine précédente.`,
    followers: 'Abonnés',
    reach: 'Portée',
    engagement: 'Engagement',
    notTold: 'non communiqué',
    noComparison: 'pas de comparaison',
    unchanged: 'inchangé',
    chart: 'Abonnés sur quatre semaines',
    chartSpan: (lowest, highest) =>
      lowest === highest ? `stable à ${highest}` : `entre ${lowest} et ${highest}`,
    chartAlt: (first, last, days) => `Courbe des abonnés sur ${days} jours\u00a0: de ${first} à ${last}.`,
    accounts: 'Par compte',
    posts: (count) =>
      count === 0 ? 'aucune publication' : `${count} ${count > 1 ? 'publications' : 'publication'}`,
    moreAccounts: (count) =>
      count > 1
        ? `Et ${count} autres comptes, compris dans le total.`
        : 'Et un autre compte, compris dans le total.',
    bestPosts: 'Vos meilleures publications',
    postWithoutText: 'Publication sans texte',
    reachOf: (count) => `portée\u00a0${count}`,
    impressionsOf: (count) => `${count}\u00a0impressions`,
    viewsOf: (count) => `${count}\u00a0vues`,
    engagementOf: (count) => `engagement\u00a0${count}`,
    explanation:
      'Portée et engagement (mentions J’aime, commentaires, partages, enregistrements) sont ceux des publications de la semaine, à la fin de celle-ci. «\u00a0–\u00a0»\u00a0: la plateforme ne communique pas ce chiffre.',
    footer: 'Vous recevez ce rapport chaque lundi, car vous êtes membre de ce projet sur SocialSync.',
    unsubscribe: 'Ne plus recevoir les rapports hebdomadaires',
  },
  en: {
    format: 'en-GB',
    until: '–',
    labelled: (label, text) => `${label}: ${text}`,
    subject: (week, project) => `Your week of ${week} – ${project}`,
    heading: (project) => `${project}: your week`,
    period: (week) => `${week}, compared with the week before.`,
    followers: 'Followers',
    reach: 'Reach',
    engagement: 'Engagement',
    notTold: 'not reported',
    noComparison: 'nothing to compare',
    unchanged: 'unchanged',
    chart: 'Followers over four weeks',
    chartSpan: (lowest, highest) =>
      lowest === highest ? `steady at ${highest}` : `between ${lowest} and ${highest}`,
    chartAlt: (first, last, days) => `Line of the followers over ${days} days: from ${first} to ${last}.`,
    accounts: 'By account',
    posts: (count) => (count === 0 ? 'no posts' : `${count} ${count > 1 ? 'posts' : 'post'}`),
    moreAccounts: (count) =>
      count > 1
        ? `And ${count} more accounts, included in the total.`
        : 'And one more account, included in the total.',
    bestPosts: 'Your best posts',
    postWithoutText: 'Post without text',
    reachOf: (count) => `reach\u00a0${count}`,
    impressionsOf: (count) => `${count}\u00a0impressions`,
    viewsOf: (count) => `${count}\u00a0views`,
    engagementOf: (count) => `engagement\u00a0${count}`,
    explanation:
      'Reach and engagement (likes, comments, shares, saves) are those of the week’s posts, as they stood at its end. “–”: the platform does not report this figure.',
    footer: 'You get this report every Monday because you are a member of this project on SocialSync.',
    unsubscribe: 'Stop the weekly reports',
  },
};
