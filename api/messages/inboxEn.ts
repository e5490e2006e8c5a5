/** What is said about receiving messages, in English. */
export const inboxEn = {
  wrong_verify_token: 'The verify token is not the one that was agreed on',
  wrong_signature: 'X-Hub-Signature-256 is missing, or not ours over these bytes',
  events_not_stored: 'The updates could not be stored: send them again',
  not_a_phone_number: 'This is no phone number with its country code, such as +33612345678.',
  client_exists: 'Another client has this phone number: GET /api/clients?phoneNumber= finds them',
  too_many_decimals: 'An amount has at most two decimals, and none in a currency without cents.',
  not_a_currency: 'This is no currency of ISO 4217, such as EUR.',
  template_needed:
    'More than {hours} hours have passed since the customer last wrote: only a template (message_type "template") may be sent now',
  reply_window_over:
    'More than {hours} hours have passed since the customer last wrote, or they never did: the platform lets nobody write to them until they do',
  text_over_channel:
    '{channel} takes at most {limit} {unit} in a message; this has {count}. Ask for "split": "sentences" to send several.',
  caption_over_channel: '{channel} shows at most {limit} {unit} beside this; this has {count}.',
  caption_not_taken: '{channel} shows no text beside this: send it as a message of its own.',
  files_not_taken: '{channel} takes no files.',
  file_not_taken: '{channel} takes no file of this kind. It takes: {types}.',
  file_too_large: 'The file is too large: {channel} takes at most {limit} MB of this kind.',
  file_gone: 'There is no such file in this conversation, or it was not sent within a day: attach it again.',
  file_of_another_kind: 'The file is of another kind than this.',
  templates_not_taken: '{channel} has no templates.',
  too_many_parts: 'This would be more than {limit} messages.',
  media_with_file_alone: 'Give it with a message_type of a file alone.',
  template_alone: 'A template has a template, and no content; nothing else has a template.',
  message_unknown:
    'Nobody knows whether this message was sent: look into the conversation at the platform, and write it anew where it is missing',
  message_not_failed: 'Only a message that failed can be sent again; the state of this one is {state}',
  suggestion_unknown: 'The assistant made no such suggestion in this conversation.',
  not_a_member: 'This is no member of the project.',
  snooze_too_long: 'This is more than a year ahead.',
  too_many_notes: 'A conversation has at most {limit} notes',
  too_many_saved_replies: 'A project has at most {limit} saved replies',
  sending_window_over:
    'The time in which the customer may be written to ended before this was sent. Wait until they write, or (WhatsApp) send a template.',
  sending_needs_reauth: 'The account must be connected again; then send the message again.',
  sending_permission_missing:
    'The account was connected without leave to write messages: connect it again and allow it, then send the message again.',
  sending_rate_limited: 'The platform took no more messages for an hour. Send it again later.',
  sending_not_reached: 'The platform could not be reached for an hour. Send the message again.',
  sending_not_confirmed:
    'The platform never said whether it has this message. Look into the conversation there before you write it anew.',
  sending_undeliverable:
    'The customer cannot be reached at this address, or does not take messages of businesses.',
  sending_not_available:
    'The customer takes no messages of this account: they blocked it, or have left. Others are reached all the same.',
  sending_not_chosen:
    'The platform chose not to deliver this, for it limits what customers get. Try it another day.',
  sending_media_refused:
    'The platform could not fetch the file, or does not take its kind. Check its address.',
  sending_template_refused:
    'The platform does not have this template in this language, or it wants other parameters.',
  sending_refused: 'The platform refused this (code {code}).',
  too_much_knowledge: 'The assistant knows {limit} things already: remove some first',
  model_of_another: 'This model is of another provider.',
  nothing_to_replay: 'No model was asked here: there is nothing to make again',
  tokens_used_up: 'The {limit} tokens of today are used up: the count starts again at midnight UTC',
  total_too_large: 'The total is larger than an order can hold.',
  origin_not_allowed: 'This site may not use this chat: add its origin to the allowed_origins of the widget',
  invalid_visitor_token:
    'The visitor token (the header X-Visitor-Token, or visitor_token in a body) is missing or not one of this widget: POST /api/web-widget/visitors gives one',
  wrong_widget_signature:
    'X-Widget-Signature-256 is missing, or not by the webhook secret of the widget over these bytes',
  not_an_origin: 'An origin such as https://shop.example is expected: no path, no default port.',
  not_a_color: 'A colour such as #3B82F6 is expected.',
  hours_order: 'Opening hours end after they begin.',
};
