import type { Mail } from '../db/models/mail.ts';
import { readPlanNotice } from '../db/planNotices.ts';
import type { RenderedMail } from '../mail/templates/layout.ts';
import { planNotice } from '../mail/templates/planNotice.ts';
import type { PageLink } from './pageLink.ts';

/** What the mail about a recurring plan says when it is sent; null when the plan lacks nothing any more. */
export const createPlanMails = (pageLink: PageLink) => ({
  async composePlanNotice({ subjectId, projectId, locale }: Mail): Promise<RenderedMail | null> {
    const found = await readPlanNotice(subjectId);
    if (!found) return null;
    const { planId, imageId, ...notice } = found;
    const page = imageId === null ? `plans?plan=${planId}` : `images/${imageId}`;
    return planNotice({ ...notice, locale, link: pageLink(page, projectId) });
  },
});
