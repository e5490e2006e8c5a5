import type { inboxEn } from './inboxEn.ts';

/** What is said about receiving messages, in French. */
export const inboxFr: Record<keyof typeof inboxEn, string> = {
  wrong_verify_token: 'Le jeton de vérification n’est pas celui qui a été convenu',
  wrong_signature: 'X-Hub-Signature-256 manque ou n’est pas notre signature de ces octets',
  events_not_stored: 'Les mises à jour n’ont pas pu être enregistrées\u00a0: renvoyez-les',
  not_a_phone_number: 'Ce n’est pas un numéro de téléphone avec son indicatif, comme +33612345678.',
  client_exists: 'Un autre client a ce numéro\u00a0: GET /api/clients?phoneNumber= le trouve',
  too_many_decimals: 'Un montant a deux décimales au plus, et aucune dans une devise sans centimes.',
  not_a_currency: 'Ce n’est pas une devise de la norme ISO 4217, comme EUR.',
  template_needed:
    'Le client n’a pas écrit depuis plus de {hours} heures\u00a0: seul un modèle (message_type "template") peut être envoyé',
  reply_window_over:
    'Le client n’a pas écrit depuis plus de {hours} heures, ou jamais\u00a0: la plateforme ne laisse personne lui écrire avant lui',
  text_over_channel:
    '{channel} accepte {limit} {unit} au plus par message\u00a0; celui-ci en a {count}. Demandez "split": "sentences" pour en envoyer plusieurs.',
  caption_over_channel:
    '{channel} montre {limit} {unit} au plus à côté d’un fichier\u00a0; il y en a {count}.',
  caption_not_taken: '{channel} ne montre aucun texte à côté de ce fichier\u00a0: envoyez-le à part.',
  files_not_taken: '{channel} n’accepte pas de fichiers.',
  file_not_taken: '{channel} n’accepte pas ce type de fichier. Types acceptés\u00a0: {types}.',
  file_too_large: 'Le fichier est trop gros\u00a0: {channel} accepte {limit} Mo au plus pour ce type.',
  file_gone:
    'Ce fichier n’est pas dans cette conversation, ou n’a pas été envoyé dans la journée\u00a0: joignez-le de nouveau.',
  file_of_another_kind: 'Le fichier est d’un autre type.',
  templates_not_taken: '{channel} n’a pas de modèles.',
  too_many_parts: 'Cela ferait plus de {limit} messages.',
  media_with_file_alone: 'À donner seulement avec un message_type de fichier.',
  template_alone: 'Un modèle a "template" et pas de contenu\u00a0; rien d’autre n’a "template".',
  message_unknown:
    'Personne ne sait si ce message a été envoyé\u00a0: regardez la conversation sur la plateforme et réécrivez-le s’il y manque',
  message_not_failed: 'Seul un message en échec peut être renvoyé\u00a0; l’état de celui-ci est {state}',
  suggestion_unknown: 'L’assistant n’a pas fait cette proposition dans cette conversation.',
  not_a_member: 'Ce n’est pas un membre du projet.',
  snooze_too_long: 'C’est dans plus d’un an.',
  too_many_notes: 'Une conversation a {limit} notes au plus',
  too_many_saved_replies: 'Un projet a {limit} réponses enregistrées au plus',
  sending_window_over:
    'Le délai pour écrire au client s’est terminé avant l’envoi. Attendez qu’il écrive ou (WhatsApp) envoyez un modèle.',
  sending_needs_reauth: 'Le compte doit être reconnecté\u00a0; renvoyez ensuite le message.',
  sending_permission_missing:
    'Le compte a été connecté sans l’autorisation d’écrire des messages\u00a0: reconnectez-le en l’accordant, puis renvoyez le message.',
  sending_rate_limited:
    'La plateforme n’a plus accepté de messages pendant une heure. Renvoyez-le plus tard.',
  sending_not_reached: 'La plateforme n’a pas pu être jointe pendant une heure. Renvoyez le message.',
  sending_not_confirmed:
    'La plateforme n’a jamais dit si elle a ce message. Regardez la conversation là-bas avant de le réécrire.',
  sending_undeliverable:
    'Le client est injoignable à cette adresse ou n’accepte pas les messages d’entreprises.',
  sending_not_available:
    'Le client ne reçoit pas les messages de ce compte\u00a0: il l’a bloqué ou n’est plus là. Les autres restent joignables.',
  sending_not_chosen:
    'La plateforme a choisi de ne pas le remettre, car elle limite ce que les clients reçoivent. Essayez un autre jour.',
  sending_media_refused:
    'La plateforme n’a pas pu récupérer le fichier ou n’en accepte pas le type. Vérifiez son adresse.',
  sending_template_refused:
    'La plateforme n’a pas ce modèle dans cette langue, ou attend d’autres paramètres.',
  sending_refused: 'La plateforme a refusé ce message (code {code}).',
  too_much_knowledge: 'L’assistant connaît déjà {limit} choses\u00a0: supprimez-en d’abord',
  model_of_another: 'Ce modèle est d’un autre fournisseur.',
  nothing_to_replay: 'Aucun modèle n’a été interrogé ici\u00a0: il n’y a rien à refaire',
  tokens_used_up: 'Les {limit} jetons du jour sont épuisés\u00a0: le compte reprend à minuit UTC',
  total_too_large: 'Le total dépasse ce qu’une commande peut contenir.',
  origin_not_allowed:
    'Ce site ne peut pas utiliser cette messagerie\u00a0: ajoutez son origine aux allowed_origins du widget',
  invalid_visitor_token:
    'Le jeton du visiteur (l’en-tête X-Visitor-Token, ou visitor_token dans un corps) manque ou n’est pas de ce widget\u00a0: POST /api/web-widget/visitors en donne un',
  wrong_widget_signature:
    'X-Widget-Signature-256 manque ou n’est pas la signature de ces octets par le secret du widget',
  not_an_origin: 'Une origine comme https://shop.example est attendue\u00a0: sans chemin ni port par défaut.',
  not_a_color: 'Une couleur comme #3B82F6 est attendue.',
  hours_order: 'Les heures d’ouverture finissent après leur début.',
};
