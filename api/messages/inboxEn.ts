/** What is said about receiving messages, in English. */
export const inboxEn = {
  wrong_verify_token: 'The verify token is not the one that was agreed on',
  wrong_signature: 'X-Hub-Signature-256 is missing, or not ours over these bytes',
  events_not_stored: 'The updates could not be stored: send them again',
  not_a_phone_number: 'This is no phone number with its country code, such as +33612345678.',
  client_exists: 'Another client has this phone number: GET /api/clients?phoneNumber= finds them',
  too_many_decimals: 'An amount has at most two decimals.',
  not_a_currency: 'A currency is three capital letters, such as EUR.',
  total_too_large: 'The total is larger than an order can hold.',
};
