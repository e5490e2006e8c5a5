import type { jobsEn } from './jobsEn.ts';

/** What is said about the jobs that run by themselves, in French. */
export const jobsFr: Record<keyof typeof jobsEn, string> = {
  temporal_unavailable:
    'Le service de workflows n’est pas disponible pour le moment\u00a0: réessayez bientôt',
  job_started: 'La tâche démarre.',
  job_paused: 'En pause dans SocialSync',
  job_refreshExpiringTokens:
    'Chaque jour à 02:00 UTC\u00a0: rafraîchir les jetons qui expirent dans les 7 jours',
  job_cleanUpLogs: 'Le dimanche à 03:00 UTC\u00a0: supprimer les journaux de plus de 90 jours',
  job_syncAllConnections:
    'Chaque jour à 08:00 UTC\u00a0: mettre à jour les chiffres de toutes les connexions actives',
  job_notifyTokenExpiration:
    'Chaque jour à 09:00 UTC\u00a0: prévenir ceux dont un jeton expire dans les 3 jours',
  job_repairConnections: 'Chaque jour à 10:00 UTC\u00a0: réessayer les connexions en erreur',
  job_refreshViews: 'Toutes les 6 heures\u00a0: rafraîchir les vues matérialisées',
  job_watchInboxes:
    'Tous les quarts d’heure\u00a0: vérifier que les messageries silencieuses reçoivent encore leurs messages',
  job_sendWeeklyReports:
    'Tous les quarts d’heure\u00a0: envoyer les bilans des projets dont le lundi 09:00 est passé',
};
