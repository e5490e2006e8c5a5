import type { batchesEn } from './batchesEn.ts';

/** What is said about messages that are sent directly, in French. */
export const batchesFr: Record<keyof typeof batchesEn, string> = {
  not_a_template_name: 'Le nom d’un modèle n’a que des minuscules, des chiffres et des _.',
  not_a_language_code: 'Un code de langue comme fr ou fr_FR est attendu.',
  not_a_phone_number_id: 'Ce n’est pas un identifiant de numéro de téléphone.',
  no_caption_beside_sound: 'WhatsApp n’affiche pas de texte à côté d’un son.',
  text_or_template: 'Donnez soit un texte, soit template_name et language_code.',
  recipient_twice: 'Un destinataire est nommé deux fois.',
  message_too_long: '{platform} accepte au plus {limit} {unit} ; il y en a {count}.',
  whatsapp_token_refused:
    'WhatsApp n’ouvre pas ce numéro avec ce jeton : l’un des deux est faux, ou le jeton a pris fin.',
  number_needs_you: 'Le compte {platform} « {account} » n’envoie rien avant d’être reconnecté : GET {path}',
  batch_under_way: 'Les messages sont en cours d’envoi.',
  message_under_way: 'Le message est en cours d’envoi.',
  message_unclear:
    'La plateforme n’a pas répondu : personne ne peut encore dire si le message est parti. Il n’est pas envoyé à nouveau ; batch_url le dira dès que c’est connu.',
  message_refused: '{platform} n’a pas accepté le message : {reason}',
  sending_no_answer:
    'La plateforme n’a pas répondu : personne ne peut encore dire s’il est parti. Il n’est pas envoyé à nouveau.',
};
