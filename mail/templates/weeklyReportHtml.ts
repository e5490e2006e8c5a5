import { escapeHtml } from './escapeHtml.ts';
import { note, paragraph, renderFrame } from './layout.ts';
import { unsubscribeHtml } from './unsubscribing.ts';
import type { ReportView, ShownFigure } from './weeklyReportView.ts';

/** The report as HTML, with the picture of this name where there is a chart. */
export function renderReportHtml(view: ReportView, chartCid: string): string {
  const sections = [
    paragraph(view.period),
    renderFigures(view.figures, 'large'),
    renderChart(view.chart, chartCid),
    renderBest(view),
    title(view.accountsTitle),
    ...view.accounts.map(renderAccount),
    view.moreAccounts ? note(view.moreAccounts) : '',
    '<div style="height:12px"></div>',
    note(view.explanation),
  ];
  return renderFrame({
    locale: view.locale,
    subject: view.subject,
    preview: view.figures.map((figure) => `${figure.label} ${figure.value} (${figure.change})`).join(' · '),
    heading: view.heading,
    body: sections.join('\n'),
    footer: escapeHtml(view.footer) + unsubscribeHtml(view.unsubscribe),
  });
}

const title = (text: string) =>
  `<h2 class="title" style="margin:32px 0 12px;font-size:18px;line-height:26px;font-weight:700;color:#0f172a">${escapeHtml(text)}</h2>`;

const sizes = { large: 'font-size:26px;line-height:34px', small: 'font-size:17px;line-height:24px' };
const trendColours = { up: '#15803d', down: '#b91c1c', none: '#64748b' };

/** Side by side, each with its name above and its change below. */
function renderFigures(figures: ShownFigure[], size: keyof typeof sizes): string {
  const cells = figures.map(
    ({ label, value, change, trend }) => `<td width="33%" valign="top" style="padding:0 6px 0 0">
<div class="faint" style="font-size:13px;line-height:18px;color:#64748b">${escapeHtml(label)}</div>
<div class="title${size === 'large' ? ' figure' : ''}" style="${sizes[size]};font-weight:700;color:#0f172a">${escapeHtml(value)}</div>
<div class="${trend === 'none' ? 'faint' : trend}" style="font-size:13px;line-height:18px;color:${trendColours[trend]}">${escapeHtml(change)}</div>
</td>`,
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed"><tr>
${cells.join('\n')}
</tr></table>`;
}

function renderChart(chart: ReportView['chart'], cid: string): string {
  if (!chart) return '';
  const faint = 'class="faint" style="font-size:12px;line-height:18px;color:#64748b"';
  return `${title(chart.title)}
<p class="ink" style="margin:-8px 0 12px;font-size:14px;line-height:20px;color:#334155">${escapeHtml(chart.span)}</p>
<img src="cid:${cid}" width="478" alt="${escapeHtml(chart.alt)}" style="display:block;width:100%;max-width:478px;height:auto;border:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
<td ${faint}>${escapeHtml(chart.first)}</td>
<td align="right" ${faint}>${escapeHtml(chart.last)}</td>
</tr></table>`;
}

function renderBest({ bestTitle, best }: ReportView): string {
  if (best.length === 0) return '';
  const posts = best.map(({ title, url, about }) => {
    const text = escapeHtml(title);
    const linked = url
      ? `<a class="brand" href="${escapeHtml(url)}" style="color:#14695f;text-decoration:none">${text}</a>`
      : text;
    return `<li style="margin:0 0 14px;padding:0">
<div class="title" style="font-size:15px;line-height:22px;font-weight:600;color:#0f172a;overflow-wrap:anywhere">${linked}</div>
<div class="faint" style="font-size:13px;line-height:20px;color:#64748b;overflow-wrap:anywhere">${escapeHtml(about)}</div>
</li>`;
  });
  return `${title(bestTitle)}
<ol class="faint" style="margin:0;padding:0 0 0 22px;color:#64748b;font-size:15px">
${posts.join('\n')}
</ol>`;
}

const renderAccount = ({ name, posts, figures }: ReportView['accounts'][number]) =>
  `<div class="rule" style="padding:14px 0;border-top:1px solid #e2e8f0">
<p class="ink" style="margin:0 0 8px;font-size:15px;line-height:22px;color:#334155;overflow-wrap:anywhere"><strong class="title" style="color:#0f172a">${escapeHtml(name)}</strong> <span class="faint" style="font-size:13px;color:#64748b">${escapeHtml(posts)}</span></p>
${renderFigures(figures, 'small')}
</div>`;
