import type { syncsEn } from './syncsEn.ts';

/** French texts of what syncs did, and did not. */
export const syncsFr: Record<keyof typeof syncsEn, string> = {
  sync_failed: 'La dernière synchronisation a échoué : {cause}',
  sync_partial: 'La dernière synchronisation n’a pu lire qu’une partie : {cause}',
  sync_cause_platform_unavailable: 'la plateforme n’a pas répondu comme il faut',
  sync_cause_platform_rejected: 'la plateforme a refusé ce qui était demandé',
  sync_cause_rate_limited: 'les appels que la plateforme permet pour l’instant sont épuisés',
  sync_cause_unexpected: 'la faute est de notre côté, et nos opérateurs en voient la cause',
  wait_for_next_sync: 'Rien : le prochain essai a lieu le {time}',
  sync_calls_used_up:
    'Les synchronisations ont fait les appels qui leur reviennent avant le {time} ; les autres sont gardés pour les posts et les messages',
  connection_platform_rejected: 'La plateforme a refusé la dernière synchronisation.',
  connection_platform_unavailable: 'La plateforme était injoignable lors des dernières synchronisations.',
  connection_unexpected:
    'La dernière synchronisation a échoué de façon inattendue ; nos opérateurs en voient la cause.',
  sync_started: 'Les statistiques sont en cours de mise à jour.',
  nothing_to_sync: 'Aucune connexion ne peut être mise à jour.',
};
