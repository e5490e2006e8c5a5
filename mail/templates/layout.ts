import type { Language } from '../../contracts/languages.ts';
import type { InlinePicture } from '../mailer.ts';
import { escapeHtml } from './escapeHtml.ts';
import { unsubscribeHtml, type Unsubscribing } from './unsubscribing.ts';

/** The languages mails are written in. */
export type Locale = Language;

/** A mail ready to be sent. */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
  pictures?: InlinePicture[];
  headers?: Record<string, string>;
}

/** Something to do. */
export interface MailLink {
  label: string;
  link: string;
}

interface MailItem {
  title: string;
  text: string;
  /** What can be done about it. */
  links?: MailLink[];
}

/** What a mail says, in plain text throughout: the layout alone makes HTML of it. */
export interface MailContent {
  locale: Locale;
  subject: string;
  heading: string;
  paragraphs: string[];
  /** What it is about, one by one. */
  items?: MailItem[];
  /** The one thing to do; left out where each item has its own links. */
  action?: MailLink;
  /** Small print below the action. */
  notes: string[];
  unsubscribing?: Unsubscribing;
}

const words = {
  fr: {
    copyLink: 'Si le bouton ne fonctionne pas, copiez ce lien dans votre navigateur\u00a0:',
    footer: 'Cet e-mail a été envoyé automatiquement par SocialSync.',
  },
  en: {
    copyLink: 'If the button does not work, copy this link into your browser:',
    footer: 'This e-mail was sent automatically by SocialSync.',
  },
};

/** The mail as a subject, as text, and as HTML that says the same. */
export function renderMail(content: MailContent): RenderedMail {
  return { subject: oneLine(content.subject, 250), text: renderText(content), html: renderHtml(content) };
}

/**
 * What a person wrote, as one line that cannot pass for more: no line breaks or control characters (they would end
 * a header), no characters that reverse the direction of writing, at most `maximum` characters.
 */
export function oneLine(text: string, maximum: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .trim();
  // By code points: half an emoji would be no text.
  const characters = [...line];
  return characters.length > maximum ? `${characters.slice(0, maximum - 1).join('')}…` : line;
}

function renderText({
  locale,
  heading,
  paragraphs,
  items = [],
  action,
  notes,
  unsubscribing,
}: MailContent): string {
  const listed = items.map(({ title, text, links = [] }) =>
    [`* ${title}`, text, ...links.map(({ label, link }) => `${label}: ${link}`)].join('\n  '),
  );
  const main = action ? [`${action.label}\n${action.link}`] : [];
  const lines = [heading, ...paragraphs, ...listed, ...main, ...notes];
  const { footer } = words[locale];
  const below = unsubscribing ? [footer, unsubscribing.label, unsubscribing.link] : [footer];
  return `${lines.join('\n\n')}\n\n-- \n${below.join('\n')}\n`;
}

const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Text in the card of a mail, as HTML. */
export const paragraph = (text: string) =>
  `<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:26px;color:#334155">${escapeHtml(text)}</p>`;

/** Small print, as HTML. */
export const note = (text: string) =>
  `<p class="faint" style="margin:0 0 8px;font-size:13px;line-height:20px;color:#64748b">${escapeHtml(text)}</p>`;

const rule = '<div class="rule" style="margin:24px 0 16px;border-top:1px solid #e2e8f0"></div>';

interface MailFrame {
  locale: Locale;
  subject: string;
  /** What a list of mails shows beside the subject. */
  preview: string;
  heading: string;
  /** The card below its heading, as HTML. */
  body: string;
  /** Below the card, as HTML. */
  footer: string;
}

/** The whole HTML of a mail. Tables and inline styles, for that is what mail clients understand; the rest is in mailStyles. */
export function renderFrame({ locale, subject, preview, heading, body, footer }: MailFrame): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${mailStyles}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f1f5f9;${font}">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f1f5f9">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td class="brand" style="padding:0 4px 20px;font-size:18px;font-weight:700;color:#14695f">SocialSync</td></tr>
<tr><td class="card" style="padding:40px;background:#ffffff;border:1px solid #e2e8f0;border-radius:12px">
<h1 class="title" style="margin:0 0 20px;font-size:24px;line-height:32px;font-weight:700;color:#0f172a">${escapeHtml(heading)}</h1>
${body}
</td></tr>
<tr><td class="faint" style="padding:20px 4px 0;font-size:12px;line-height:18px;color:#64748b">${footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function renderHtml({
  locale,
  subject,
  heading,
  paragraphs,
  items = [],
  action,
  notes,
  unsubscribing,
}: MailContent): string {
  const body = `${paragraphs.map(paragraph).join('\n')}
${items.map(renderItem).join('\n')}
${action ? renderButton(action) : ''}
${notes.map(note).join('\n')}
${action ? renderCopyLink(action, locale) : ''}`;
  const footer = words[locale].footer + (unsubscribing ? unsubscribeHtml(unsubscribing) : '');
  return renderFrame({ locale, subject, preview: paragraphs[0] ?? '', heading, body, footer });
}

const renderButton = ({ label, link }: MailLink) =>
  `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:28px 0">
<tr><td style="background:#14695f;border-radius:8px">
<a href="${escapeHtml(link)}" style="display:inline-block;padding:14px 28px;font-size:16px;font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a>
</td></tr>
</table>`;

/** The link once more, for who cannot press the button. */
const renderCopyLink = ({ link }: MailLink, locale: Locale) =>
  `${rule}
${note(words[locale].copyLink)}
<p style="margin:0;font-size:13px;line-height:20px;word-break:break-all"><a class="brand" href="${escapeHtml(link)}" style="color:#14695f">${escapeHtml(link)}</a></p>`;

const renderItem = ({ title, text, links = [] }: MailItem) =>
  `<div class="rule" style="margin:0 0 12px;padding:12px 0 0;border-top:1px solid #e2e8f0">
<p class="title" style="margin:0 0 2px;font-size:16px;line-height:24px;font-weight:600;color:#0f172a;overflow-wrap:anywhere">${escapeHtml(title)}</p>
<p class="ink" style="margin:0;font-size:15px;line-height:23px;color:#334155">${escapeHtml(text)}</p>
${links.map(renderLink).join('\n')}
</div>`;

const renderLink = ({ label, link }: MailLink) =>
  `<p style="margin:6px 0 0;font-size:15px;line-height:23px"><a class="brand" href="${escapeHtml(link)}" style="color:#14695f;font-weight:600">${escapeHtml(label)}</a></p>`;

const mailStyles = `
@media (max-width:480px){.card{padding:28px 22px!important}}
@media (max-width:480px){.figure{font-size:19px!important;line-height:26px!important}}
@media (prefers-color-scheme:dark){
.up{color:#4ade80!important}
.down{color:#fca5a5!important}
.page{background:#0f172a!important}
.card{background:#1e293b!important;border-color:#334155!important}
.title{color:#f8fafc!important}
.ink{color:#cbd5e1!important}
.faint{color:#94a3b8!important}
.brand{color:#4fbdac!important}
.rule{border-color:#334155!important}
}`;
