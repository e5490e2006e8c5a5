import { readWeeklyFigures } from '../commands/figures/weeklyFigures.ts';
import type { Language } from '../contracts/languages.ts';
import type { Mail } from '../db/models/mail.ts';
import { WeeklyReport } from '../db/models/weeklyReport.ts';
import { findReportReader } from '../db/reports.ts';
import { readNoticedConnections, readWaitingPosts } from '../db/tokenNotices.ts';
import { drawChart } from '../media/drawChart.ts';
import type { RenderedMail } from '../mail/templates/layout.ts';
import { tokenNotice } from '../mail/templates/tokenNotice.ts';
import { weeklyReport } from '../mail/templates/weeklyReport.ts';
import { missingScopes } from '../platforms/permissions.ts';
import { permissionWords } from '../platforms/permissionWords.ts';
import type { Registry } from '../platforms/registry.ts';
import type { PageLink } from './pageLink.ts';
import { refreshedByToken } from './reports.ts';

/** More posts that wait for an account are counted, not listed. */
const shownPosts = 5;

interface ReportMailDependencies {
  platforms: Registry;
  now: () => Date;
  /** The link by which a person stops the weekly reports. */
  reportsUnsubscribeLink: (userId: string) => string;
  /** The same for the notices of connections that need a person. */
  noticesUnsubscribeLink: (userId: string) => string;
  pageLink: PageLink;
}

/** What the weekly report and the notices say when they are sent; null when they have become needless. */
export const createReportMails = ({
  platforms,
  now,
  reportsUnsubscribeLink,
  noticesUnsubscribeLink,
  pageLink,
}: ReportMailDependencies) => {
  const named = <Row extends { platform: string }>({ platform, ...row }: Row) => ({
    ...row,
    platformName: platforms.find(platform)?.platform.name ?? platform,
  });

  /** What an account's person did not allow of what is needed, as people are told it; empty where that is not known. */
  const missingOf = (locale: Language, id: string, scopes: string[] | null) => {
    const platform = platforms.find(id)?.platform;
    return platform ? permissionWords(platform, missingScopes(platform, scopes))[locale] : '';
  };

  return {
    async composeWeeklyReport({ subjectId, locale }: Mail): Promise<RenderedMail | null> {
      const report = await WeeklyReport.findByPk(subjectId);
      if (!report) return null;
      const { projectId, userId, isoWeek } = report;
      const reader = await findReportReader(projectId, userId);
      if (!reader) return null;
      const figures = await readWeeklyFigures(projectId, { isoWeek, timezone: reader.timezone });
      if (figures.connections.length === 0) return null;
      return weeklyReport({
        locale,
        ...reader,
        ...figures,
        connections: figures.connections.map(named),
        bestPosts: figures.bestPosts.map(named),
        // One day makes no line.
        chart: figures.followersByDay.length > 1 ? await drawChart(figures.followersByDay) : null,
        unsubscribeLink: reportsUnsubscribeLink(userId),
      });
    },

    async composeTokenNotice({ subjectId, projectId, locale }: Mail): Promise<RenderedMail | null> {
      const connections = await readNoticedConnections(subjectId, refreshedByToken(platforms), now());
      const [first] = connections;
      if (!first) return null;
      const ids = connections.map(({ connectionId }) => connectionId);
      const waiting = await readWaitingPosts(ids, shownPosts);
      return tokenNotice({
        locale,
        connections: connections.map(({ scopes, connectionId, ...connection }) => ({
          ...named(connection),
          posts: waiting.filter((post) => post.connectionId === connectionId),
          missing: missingOf(locale, connection.platform, scopes),
        })),
        link: pageLink('accounts', projectId),
        unsubscribeLink: noticesUnsubscribeLink(first.userId),
      });
    },
  };
};
