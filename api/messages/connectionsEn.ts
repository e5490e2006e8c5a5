/** The texts of connecting accounts, and of how connections are, in English, by code. */
export const connectionsEn = {
  platform_not_supported: 'There is no platform "{platform}"',
  platform_not_configured: '{platform} is not set up here: the operator has to set {variables}',
  platform_refused:
    '{platform} refused: the consent is used up, has expired, or is not for this app ({code})',
  platform_refused_token:
    '{platform} does not accept this access token: it has expired, was withdrawn, or is not for this app ({code})',
  platform_refused_accounts:
    '{platform} gave access, but does not show the account that it is for ({code}). Nothing was connected.',
  platform_refused_app: '{platform} does not know this app: the operator has to check {variables}',
  permissions_not_given:
    'You did not allow everything that is needed at {platform}. Missing: {permissions}. Nothing was connected: connect again and leave these ticked.',
  permission_not_given:
    '{platform} was not allowed to give everything that is needed. Nothing was connected: connect again and leave everything ticked.',
  platform_unavailable: '{platform} cannot be reached at the moment: try again soon',
  platform_busy: '{platform} takes no more calls for now: try again later',
  consent_ended: 'The connecting did not succeed. Nothing was connected.',
  consent_denied: 'You did not allow the access. Nothing was connected.',
  platform_refused_consent: '{platform} ended the consent ({reason}). Nothing was connected.',
  consent_not_allowed: 'Whoever began this consent may no longer connect accounts to the project',
  oauth_state_missing: 'The answer of the platform names no consent: begin again',
  oauth_code_missing: 'The platform sent no code: begin again',
  oauth_state_unknown: 'This consent was not begun here: begin again',
  oauth_state_used: 'This consent was used already. If the account is not in the list, begin again',
  oauth_state_expired: 'This consent took more than ten minutes: begin again',
  oauth_state_of_another: 'This consent was begun by somebody else, or for another project',
  oauth_state_of_another_platform: 'This consent was begun for another platform: begin again',
  oauth_issuer_wrong: 'The answer does not come from {platform}: begin again',
  redirect_uri_unknown: 'This is not a redirect URI of this app.',
  connect_instagram: 'Send instagram_user_id and access_token, or code and state of a consent.',
  connect_tiktok: 'Send authorization_code (or code), or code and state of a consent.',
  connect_facebook: 'Send access_token, or code and state of a consent.',
  connect_whatsapp: 'Send phone_number_id and access_token, or code and state of a consent.',
  no_account_found:
    'No account was chosen at {platform} (no page, channel or number), or there is none: connect again and choose one',
  oauth_answer_malformed: 'The answer of the platform is malformed: begin again',
  account_mismatch: 'The access token is of another account than the one that is named',
  account_connected_elsewhere:
    'The account "{account}" is connected in another project. Taking it over ends it there: confirm with "force"',
  account_connected_elsewhere_ask:
    'The account "{account}" is connected in another project. Taking it over ends it there: nothing is done before you confirm that',
  accounts_connected: '{count} {count|account|accounts} connected',

  connection_token_expires_soon: 'Its access ends soon, and cannot be renewed without you',
  connection_token_expires: 'Its access ends then, and cannot be renewed without you',
  connection_token_expired: 'Its access has expired',
  connection_token_withdrawn: 'The access was withdrawn at the platform, or the password there was changed',
  connection_token_refused: 'The platform no longer accepts our access, and does not say why',
  connection_refresh_refused: 'The platform refused to renew the access, and does not say why',
  connection_refresh_lost:
    'The access was being renewed, and how that ended never reached us: the access is lost',
  connection_permission_missing: 'The platform says that a permission is missing',
  connection_permissions_missing: 'These permissions are missing: {permissions}',
  connection_disconnected: 'It was disconnected here',
  connection_taken_over: 'The account was connected in another project, with its consent',
  connection_held: 'The platform wants no calls before {time}',
  connected_without: 'Not allowed, and so not possible here: {permissions}',
  connect_again_to_allow: 'If you want that too, connect the account again and leave it ticked',
  connect_again: 'Connect the account again',
  connect_again_and_allow: 'Connect the account again, and leave everything ticked that is asked for',
  wait_for_platform: 'Nothing: it goes on by itself afterwards',
  wait_for_repair: 'It is tried again by itself. If it stays so, connect the account again',
};
