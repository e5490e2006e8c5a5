/** What a mail can be about. */
export type MailKind =
  | 'password_reset'
  | 'invitation'
  | 'weekly_report'
  | 'token_notice'
  | 'connection_needs_you'
  | 'post_notice'
  | 'plan_notice'
  | 'inbox_gap'
  | 'handover'
  | 'assistant_silent';
