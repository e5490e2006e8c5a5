import { escapeHtml } from './escapeHtml.ts';

/** How a reader stops the mails of a kind: shown below each, and known to mail programs. */
export interface Unsubscribing {
  label: string;
  link: string;
}

/** RFC 2369 and RFC 8058: the mail program offers it itself, and does it by one POST, without a page. */
export const unsubscribeHeaders = (link: string): Record<string, string> => ({
  'List-Unsubscribe': `<${link}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** The link for a mail's footer, as HTML. */
export const unsubscribeHtml = ({ label, link }: Unsubscribing): string =>
  `<br><a class="faint" href="${escapeHtml(link)}" style="color:#64748b;text-decoration:underline">${escapeHtml(label)}</a>`;
