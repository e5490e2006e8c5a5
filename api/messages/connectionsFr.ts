import type { connectionsEn } from './connectionsEn.ts';

/** The texts of connecting accounts, and of how connections are, in French. */
export const connectionsFr: Record<keyof typeof connectionsEn, string> = {
  platform_not_supported: 'La plateforme « {platform} » n’existe pas',
  platform_not_configured: '{platform} n’est pas configuré ici : l’opérateur doit définir {variables}',
  platform_refused:
    '{platform} a refusé : l’autorisation est déjà utilisée, expirée, ou destinée à une autre application ({code})',
  platform_refused_token:
    '{platform} n’accepte pas ce jeton d’accès : il est expiré, retiré, ou destiné à une autre application ({code})',
  platform_refused_accounts:
    '{platform} a donné l’accès, mais ne montre pas le compte concerné ({code}). Rien n’a été connecté.',
  platform_refused_app:
    '{platform} ne reconnaît pas cette application : l’opérateur doit vérifier {variables}',
  permissions_not_given:
    'Sur {platform}, vous n’avez pas autorisé tout ce qu’il faut. Il manque : {permissions}. Rien n’a été connecté : recommencez en laissant ces cases cochées.',
  permission_not_given:
    '{platform} n’a pas été autorisé à donner tout ce qu’il faut. Rien n’a été connecté : recommencez en laissant tout coché.',
  platform_unavailable: '{platform} est injoignable pour le moment : réessayez bientôt',
  platform_busy: '{platform} n’accepte plus d’appels pour l’instant : réessayez plus tard',
  consent_ended: 'La connexion n’a pas abouti. Rien n’a été connecté.',
  consent_denied: 'Vous n’avez pas autorisé l’accès. Rien n’a été connecté.',
  platform_refused_consent: '{platform} a mis fin à l’autorisation ({reason}). Rien n’a été connecté.',
  consent_not_allowed:
    'La personne qui a commencé cette autorisation ne peut plus connecter de comptes au projet',
  oauth_state_missing: 'La réponse de la plateforme ne désigne aucune autorisation : recommencez',
  oauth_code_missing: 'La plateforme n’a pas envoyé de code : recommencez',
  oauth_state_unknown: 'Cette autorisation n’a pas été commencée ici : recommencez',
  oauth_state_used: 'Cette autorisation a déjà servi. Si le compte n’est pas dans la liste, recommencez',
  oauth_state_expired: 'Cette autorisation a pris plus de dix minutes : recommencez',
  oauth_state_of_another:
    'Cette autorisation a été commencée par une autre personne, ou pour un autre projet',
  oauth_state_of_another_platform:
    'Cette autorisation a été commencée pour une autre plateforme : recommencez',
  oauth_issuer_wrong: 'La réponse ne vient pas de {platform} : recommencez',
  redirect_uri_unknown: 'Ce n’est pas une adresse de redirection de cette application.',
  connect_instagram: 'Envoyez instagram_user_id et access_token, ou code et state d’une autorisation.',
  connect_tiktok: 'Envoyez authorization_code (ou code), ou code et state d’une autorisation.',
  connect_facebook: 'Envoyez access_token, ou code et state d’une autorisation.',
  connect_whatsapp: 'Envoyez phone_number_id et access_token, ou code et state d’une autorisation.',
  no_account_found:
    'Aucun compte {platform} n’a été choisi (ni page, ni chaîne, ni numéro), ou il n’y en a pas : recommencez et choisissez-en un',
  oauth_answer_malformed: 'La réponse de la plateforme est mal formée : recommencez',
  account_mismatch: 'Le jeton d’accès est celui d’un autre compte que celui indiqué',
  account_connected_elsewhere:
    'Le compte « {account} » est connecté dans un autre projet. Le reprendre l’y déconnecte : confirmez avec « force »',
  account_connected_elsewhere_ask:
    'Le compte « {account} » est connecté dans un autre projet. Le reprendre l’y déconnecte : rien n’est fait avant que vous le confirmiez',
  accounts_connected: '{count} {count|compte connecté|comptes connectés}',

  connection_token_expires_soon: 'Son accès prend bientôt fin et ne peut être renouvelé sans vous',
  connection_token_expires: 'Son accès prend alors fin et ne peut être renouvelé sans vous',
  connection_token_expired: 'Son accès a expiré',
  connection_token_withdrawn: 'L’accès a été retiré sur la plateforme, ou le mot de passe y a changé',
  connection_token_refused: 'La plateforme n’accepte plus notre accès, sans dire pourquoi',
  connection_refresh_refused: 'La plateforme a refusé de renouveler l’accès, sans dire pourquoi',
  connection_refresh_lost:
    'L’accès était en cours de renouvellement, et l’issue ne nous est jamais parvenue : il est perdu',
  connection_permission_missing: 'La plateforme indique qu’une autorisation manque',
  connection_permissions_missing: 'Ces autorisations manquent : {permissions}',
  connection_disconnected: 'Il a été déconnecté ici',
  connection_taken_over: 'Le compte a été connecté dans un autre projet, avec son accord',
  connection_held: 'La plateforme ne veut aucun appel avant le {time}',
  connected_without: 'Non autorisé, donc impossible ici : {permissions}',
  connect_again_to_allow: 'Si vous le voulez aussi, reconnectez le compte en le laissant coché',
  connect_again: 'Reconnectez le compte',
  connect_again_and_allow: 'Reconnectez le compte en laissant coché tout ce qui est demandé',
  wait_for_platform: 'Rien : cela reprend ensuite tout seul',
  wait_for_repair: 'Un nouvel essai a lieu de lui-même. Si cela dure, reconnectez le compte',
};
