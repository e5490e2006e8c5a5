/** What is said about receiving messages, in English. */
export const inboxEn = {
  wrong_verify_token: 'The verify token is not the one that was agreed on',
  wrong_signature: 'X-Hub-Signature-256 is missing, or not ours over these bytes',
  events_not_stored: 'The updates could not be stored: send them again',
};
