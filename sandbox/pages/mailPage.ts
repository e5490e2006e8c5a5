import type { ReceivedMail } from '../smtp/mails.ts';
import { html, page, when } from './html.ts';

/**
 * What the mail's frame may do: nothing runs in it, links open in a tab of their own, where the page they lead to is
 * free to run.
 */
const frameSandbox = 'allow-popups allow-popups-to-escape-sandbox';

/** Somebody else's HTML: it is shown, but nothing in it runs, loads or sends. */
export const mailPolicy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox ${frameSandbox}`;

/** One mail: as a mail program would show it, as text, and its headers. */
export const mailPage = ({ id, at, from, to, subject, text, headers }: ReceivedMail): string =>
  page(
    subject || '(no subject)',
    html`<p class="back"><a href="/">← Sandbox</a></p>
      <h1>${subject || '(no subject)'}</h1>
      <p class="soft">From ${headers.from ?? from} to ${to}, ${when(at)}</p>
      <h2>As a mail program shows it</h2>
      <div class="card">
        <iframe src="/mail/${id}/html" title="the mail" sandbox="${frameSandbox}"></iframe>
      </div>
      <h2>As text</h2>
      <div class="card"><pre>${text || '(no text)'}</pre></div>
      <h2>Headers</h2>
      <details class="card">
        <summary>${Object.keys(headers).length} headers</summary>
        ${Object.entries(headers).map(
          ([name, value]) =>
            html`<div class="row">
              <span class="first soft">${name}</span>
              <span class="main">${value}</span>
            </div>`,
        )}
      </details>`,
  );

/** The mail's own HTML, or its text where it has none, for the frame. */
export function mailBody({ html: own, text }: ReceivedMail): string {
  // The first doctype and the first base count: a mail's own come too late.
  return `<!doctype html><base target="_blank">${own || html`<pre style="white-space:pre-wrap">${text}</pre>`.text}`;
}
