import { readNoticedGap } from '../commands/inbox/finishWatch.ts';
import type { Mail } from '../db/models/mail.ts';
import { inboxGap } from '../mail/templates/inboxGap.ts';
import type { RenderedMail } from '../mail/templates/layout.ts';
import type { Registry } from '../platforms/registry.ts';

/** What the notice about a gap in an inbox says when it is sent; null when its account is gone. */
export const createInboxMails = ({ platforms, publicUrl }: { platforms: Registry; publicUrl: string }) => ({
  async composeInboxGap({ subjectId, locale }: Mail): Promise<RenderedMail | null> {
    const gap = await readNoticedGap(subjectId);
    if (!gap) return null;
    const platformName = platforms.find(gap.platform)?.platform.name ?? gap.platform;
    return inboxGap({ ...gap, locale, platformName, link: `${publicUrl}/dashboard/conversations` });
  },
});
