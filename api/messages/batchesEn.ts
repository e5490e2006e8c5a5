/** What is said about messages that are sent directly, in English. */
export const batchesEn = {
  not_a_template_name: 'The name of a template has small letters, digits and _ only.',
  not_a_language_code: 'A language code such as fr or fr_FR is expected.',
  not_a_phone_number_id: 'This is no id of a phone number.',
  no_caption_beside_sound: 'WhatsApp shows no text beside a sound.',
  text_or_template: 'Give either a text, or template_name and language_code.',
  recipient_twice: 'A recipient is named twice.',
  message_too_long: '{platform} takes at most {limit} {unit}; this has {count}.',
  whatsapp_token_refused:
    'WhatsApp does not open this number with this token: one of them is wrong, or the token has ended.',
  number_needs_you:
    'The {platform} account "{account}" sends nothing until it is connected again: GET {path}',
  batch_under_way: 'The messages are being sent.',
  message_under_way: 'The message is being sent.',
  message_unclear:
    'The platform did not answer: nobody can say yet whether the message was sent. It is not sent again; batch_url tells when it is known.',
  message_refused: '{platform} did not take the message: {reason}',
  sending_no_answer:
    'The platform did not answer: nobody can say yet whether it was sent. It is not sent again.',
};
