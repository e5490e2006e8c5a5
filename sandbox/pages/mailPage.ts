import type { ReceivedMail } from '../smtp/mails.ts';
import { html, page } from './html.ts';

/** One mail: its headers, its picture as a mail program would show it, its text. */
export const mailPage = ({ id, at, from, to, subject, text, headers }: ReceivedMail): string =>
  page(
    subject,
    html`<p><a href="/">Sandbox</a></p>
      <h1>${subject}</h1>
      <p class="about">From ${from} to ${to}, ${at}</p>
      <iframe
        src="/mail/${id}/html"
        title="the mail"
        sandbox="allow-popups allow-top-navigation-by-user-activation"
      ></iframe>
      <h2>Text</h2>
      <pre style="white-space: pre-wrap">${text}</pre>
      <h2>Headers</h2>
      <table>
        ${Object.entries(headers).map(
          ([name, value]) =>
            html`<tr>
              <td>${name}</td>
              <td>${value}</td>
            </tr>`,
        )}
      </table>`,
  );
