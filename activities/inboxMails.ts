import { readNoticedGap } from '../commands/inbox/finishWatch.ts';
import { readHandover, readSilence } from '../db/handovers.ts';
import type { Mail } from '../db/models/mail.ts';
import { assistantSilent } from '../mail/templates/assistantSilent.ts';
import { handover } from '../mail/templates/handover.ts';
import { inboxGap } from '../mail/templates/inboxGap.ts';
import type { RenderedMail } from '../mail/templates/layout.ts';
import type { Registry } from '../platforms/registry.ts';
import type { PageLink } from './pageLink.ts';

/** What the mails about an inbox say when they are sent; null when what they are about has ended meanwhile. */
export const createInboxMails = ({ platforms, pageLink }: { platforms: Registry; pageLink: PageLink }) => ({
  async composeInboxGap({ subjectId, projectId, locale }: Mail): Promise<RenderedMail | null> {
    const gap = await readNoticedGap(subjectId);
    if (!gap) return null;
    const platformName = platforms.find(gap.platform)?.platform.name ?? gap.platform;
    return inboxGap({ ...gap, locale, platformName, link: pageLink('inbox', projectId) });
  },

  async composeHandover({ subjectId, projectId, locale }: Mail): Promise<RenderedMail | null> {
    const found = await readHandover(subjectId);
    if (!found) return null;
    const channelName = platforms.find(found.channel)?.platform.name ?? chatNames[locale];
    return handover({
      ...found,
      locale,
      channelName,
      link: pageLink(`inbox?conversation=${subjectId}`, projectId),
    });
  },

  async composeAssistantSilent({ subjectId, projectId, locale }: Mail): Promise<RenderedMail | null> {
    const found = await readSilence(subjectId);
    if (!found) return null;
    return assistantSilent({ ...found, locale, link: pageLink('inbox', projectId) });
  },
});

/** A widget is no platform. */
const chatNames = { fr: 'le chat du site', en: 'the site’s chat' };
