import { cancelled } from '@temporalio/activity';
import { isAcceptable } from '../commands/projects/acceptInvitation.ts';
import { signLink, type LinkPurpose } from '../commands/linkTokens.ts';
import { isUsable } from '../commands/people/resetPassword.ts';
import type { MailKind } from '../contracts/mails.ts';
import { fullName } from '../contracts/names.ts';
import { Invitation } from '../db/models/invitation.ts';
import { Mail } from '../db/models/mail.ts';
import { PasswordReset } from '../db/models/passwordReset.ts';
import { Project } from '../db/models/project.ts';
import { User } from '../db/models/user.ts';
import { MailUnavailable } from '../mail/errors.ts';
import type { Mailer } from '../mail/mailer.ts';
import { invitation } from '../mail/templates/invitation.ts';
import type { RenderedMail } from '../mail/templates/layout.ts';
import { passwordReset } from '../mail/templates/passwordReset.ts';
import type { Registry } from '../platforms/registry.ts';
import { createInboxMails } from './inboxMails.ts';
import { createPageLink } from './pageLink.ts';
import { createPlanMails } from './planMails.ts';
import { createPostMails } from './postMails.ts';
import { createReportMails } from './reportMails.ts';

interface MailDependencies {
  mailer: Mailer;
  /** Signs the links: the API's JWT_SECRET. */
  linkSecret: string;
  publicUrl: string;
  platforms: Registry;
  now: () => Date;
}

export const createMailActivities = ({ mailer, linkSecret, publicUrl, platforms, now }: MailDependencies) => {
  const link = (page: string, purpose: LinkPurpose, id: string) =>
    `${publicUrl}/${page}?token=${signLink(linkSecret, purpose, id)}`;
  const pageLink = createPageLink(publicUrl);
  const host = new URL(publicUrl).hostname;
  const reports = createReportMails({
    platforms,
    now,
    reportsUnsubscribeLink: (userId) => link('unsubscribe', 'unsubscribe', userId),
    noticesUnsubscribeLink: (userId) => link('unsubscribe/notices', 'unsubscribe-notices', userId),
    pageLink,
  });
  const verdictLink = (page: string, id: string) => link(page, 'publication', id);
  const inbox = createInboxMails({ platforms, pageLink });
  const plans = createPlanMails(pageLink);
  const posts = createPostMails({ platforms, pageLink, verdictLink });

  /** What each kind of mail says; null when what it is about has ended meanwhile. */
  const composers: Record<MailKind, (mail: Mail) => Promise<RenderedMail | null>> = {
    async password_reset({ subjectId, locale }) {
      const reset = await PasswordReset.findByPk(subjectId);
      if (!reset || !isUsable(reset)) return null;
      const user = await User.findByPk(reset.userId, { rejectOnEmpty: true });
      if (!user.isActive) return null;
      const minutes = left(reset.expiresAt, 60_000);
      return passwordReset({
        name: fullName(user),
        link: link('reset-password', 'password-reset', subjectId),
        minutes,
        locale,
      });
    },

    async invitation({ subjectId, locale }) {
      const invited = await Invitation.findByPk(subjectId);
      if (!invited || !isAcceptable(invited)) return null;
      const [inviter, project] = await Promise.all([
        User.findByPk(invited.invitedBy, { rejectOnEmpty: true }),
        Project.findByPk(invited.projectId, { rejectOnEmpty: true }),
      ]);
      return invitation({
        inviterName: fullName(inviter),
        projectName: project.name,
        role: invited.role,
        link: link('invitation', 'invitation', subjectId),
        locale,
        expiresInDays: left(invited.expiresAt, 24 * 60 * 60_000),
      });
    },

    weekly_report: (mail) => reports.composeWeeklyReport(mail),
    token_notice: (mail) => reports.composeTokenNotice(mail),
    connection_needs_you: (mail) => reports.composeTokenNotice(mail),
    post_notice: (mail) => posts.composePostNotice(mail),
    plan_notice: (mail) => plans.composePlanNotice(mail),
    inbox_gap: (mail) => inbox.composeInboxGap(mail),
    handover: (mail) => inbox.composeHandover(mail),
    assistant_silent: (mail) => inbox.composeAssistantSilent(mail),
  };

  return {
    /**
     * Sends a queued mail by one attempt. A repeat has the same Message-ID, so a mailbox can drop it. What ended
     * before its mail went out is not sent. Why an attempt failed stands in the row.
     * @throws {MailRejected} {@link MailUnavailable} as the mailer does
     */
    async deliverMail(mailId: string): Promise<void> {
      const mail = await Mail.findByPk(mailId);
      if (mail?.status !== 'queued') return;
      const rendered = await composers[mail.kind](mail);
      if (!rendered) {
        await mail.update({ status: 'failed', failure: 'what it is about ended before it was sent' });
        return;
      }
      try {
        await Promise.race([
          mailer.send({ ...rendered, to: mail.recipient, messageId: `${mailId}@${host}` }),
          untilStopped(),
        ]);
      } catch (error) {
        await mail.update({ failure: (error as Error).message });
        throw error;
      }
      await mail.update({ status: 'sent', sentAt: new Date(), failure: null });
    },

    /** Gives a mail up, once the last attempt failed. */
    async failMail(mailId: string): Promise<void> {
      await Mail.update({ status: 'failed' }, { where: { id: mailId, status: 'queued' } });
    },
  };
};

/** Fails once the worker stops and can wait no longer: whether the mail was taken is unknown, and it is sent again. */
const untilStopped = (): Promise<never> =>
  cancelled().catch(() => {
    throw new MailUnavailable('the worker stopped before the mail server had answered');
  });

/** How many whole units are left until an instant, rounded to the nearest, at least one. */
const left = (until: Date, unitMs: number) =>
  Math.max(1, Math.round((until.getTime() - Date.now()) / unitMs));
