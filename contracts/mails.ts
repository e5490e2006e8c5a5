/** What a mail can be about. */
export type MailKind = 'password_reset' | 'invitation';
