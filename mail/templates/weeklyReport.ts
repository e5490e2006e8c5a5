import type { RenderedMail } from './layout.ts';
import { unsubscribeHeaders } from './unsubscribing.ts';
import type { WeeklyReport } from './reportedWeek.ts';
import { renderReportHtml } from './weeklyReportHtml.ts';
import { reportWords } from './weeklyReportWords.ts';
import { viewOf, type ReportView, type ShownFigure } from './weeklyReportView.ts';

/** The weekly report of a project to one of its members. */
export function weeklyReport(report: WeeklyReport): RenderedMail {
  const view = viewOf(report);
  const picture = { cid: 'followers', fileName: 'followers.png' };
  return {
    subject: view.subject,
    text: renderText(view),
    html: renderReportHtml(view, picture.cid),
    pictures: report.chart ? [{ ...picture, png: report.chart }] : [],
    headers: unsubscribeHeaders(report.unsubscribeLink),
  };
}

function renderText(view: ReportView): string {
  const words = reportWords[view.locale];
  const figure = ({ label, value, change }: ShownFigure) => words.labelled(label, `${value}, ${change}`);
  const { chart } = view;
  const parts = [
    view.heading,
    view.period,
    view.figures.map(figure).join('\n'),
    ...(chart ? [words.labelled(chart.title, `${chart.span}. ${chart.alt}`)] : []),
    ...(view.best.length > 0 ? [titled(view.bestTitle)] : []),
    ...view.best.map(({ title, about, url }) => [title, about, ...(url ? [url] : [])].join('\n')),
    titled(view.accountsTitle),
    ...view.accounts.map(({ name, posts, figures }) =>
      [`${name} (${posts})`, ...figures.map(figure)].join('\n'),
    ),
    ...(view.moreAccounts ? [view.moreAccounts] : []),
    view.explanation,
  ];
  const { label, link } = view.unsubscribe;
  return `${parts.join('\n\n')}\n\n-- \n${view.footer}\n${words.labelled(label, link)}\n`;
}

const titled = (title: string) => `${title}\n${'-'.repeat(title.length)}`;
