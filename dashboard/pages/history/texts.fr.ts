import type { SameTexts } from '../../app/i18n/texts.ts';
import type english from './texts.en.ts';

export default {
  title: 'Statistiques',
  description: 'Comment vont vos comptes, selon leurs plateformes.',
  csv: 'Télécharger en CSV',
  empty: {
    title: 'Pas encore de chiffres',
    text: 'Connectez un compte : ses chiffres arrivent en quelques secondes, et leur historique commence.',
    connect: 'Connecter un compte',
  },
  controls: {
    figure: 'Chiffre',
    period: 'Période',
    accounts: 'Comptes',
    all: 'Tous les comptes',
    view: 'Présentation',
    chart: 'Courbe',
    table: 'Tableau',
    days_one: '{{count}} dernier jour',
    days_other: '{{count}} derniers jours',
  },
  figures: {
    followers: 'Abonnés',
    reach: 'Portée',
    views: 'Vues',
    engagement_rate: 'Engagement',
    likes: 'J’aime',
    comments: 'Commentaires',
    shares: 'Partages',
  },
  totals: {
    label: 'Tous les comptes maintenant',
    change: '{{change}} en 7 jours',
    points: '{{change}} points en 7 jours',
    unchanged: 'Inchangé en 7 jours',
    unknown: 'Aucune plateforme ne le dit',
  },
  chart: {
    label: '{{figure}} par jour et par compte. Le tableau dit la même chose.',
    nothing: 'Aucun compte ne donne ce chiffre sur cette période.',
    gaps: 'Une ligne interrompue : un jour dont la plateforme n’a rien dit.',
    date: 'Jour',
    gap: 'aucun chiffre',
  },
  sources: {
    title: 'D’où viennent ces chiffres',
    fetched: 'Donnés par {{platform}} ; lus',
    never: '{{platform}} n’a encore donné aucun chiffre',
    gaps_one: '{{count}} jour sans chiffre',
    gaps_other: '{{count}} jours sans chiffre',
    note: 'Les jours sont comptés en UTC : le dernier chiffre de chaque jour.',
  },
  top: {
    title: 'Les posts qui ont suscité le plus de réactions',
    none: 'Aucun post connu pour cette période.',
    open: 'Ouvrir sur {{platform}}',
    noCaption: 'Sans texte',
    engagement: '{{rate}} d’engagement',
  },
} as const satisfies SameTexts<typeof english>;
