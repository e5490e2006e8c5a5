import type { Language } from '../../contracts/languages.ts';
import type { MailKind } from '../../contracts/mails.ts';
import { Mail } from '../../db/models/mail.ts';
import { startWorkflow } from '../startWorkflow.ts';

interface NewMail {
  kind: MailKind;
  /** The row that the mail is about. */
  subjectId: string;
  recipient: string;
  locale: Language;
  projectId: string | null;
  /** It is not sent before, in ms from now. */
  waitMs?: number;
}

/** Promises a mail, in the surrounding transaction. Its text and its link are made when it is sent. */
export async function queueMail({ waitMs = 0, ...mail }: NewMail): Promise<void> {
  const { id } = await Mail.create(mail);
  await startWorkflow('sendMail', { mailId: id }, mail.projectId, waitMs);
}
