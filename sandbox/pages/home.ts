import { listCalls, type JournalEntry } from '../journal.ts';
import { listMails, type ReceivedMail } from '../smtp/mails.ts';
import { socialSection } from '../social/homeSection.ts';
import { platformsOf } from '../social/index.ts';
import type { Sandbox } from '../standIn.ts';
import { faultSection } from './faults.ts';
import { html, page, when, type Html } from './html.ts';

/** How much of the past the front page shows. */
const [mailsShown, callsShown] = [20, 24];

/**
 * The sandbox's front page: what it stands in for, what was mailed, what was called, what shall go wrong.
 * `origin` is the address at which the reader sees it.
 */
export async function homePage(sandbox: Sandbox, origin: string): Promise<string> {
  const { store, standIns, mail } = sandbox;
  const mails = await listMails(store, '', mailsShown);
  const platforms = platformsOf(standIns);
  const recent = listCalls(store).reverse();
  const ofPlatforms = recent.filter(({ standIn }) => platforms.some(({ name }) => name === standIn));
  const calls = recent.filter((call) => !ofPlatforms.includes(call)).slice(0, callsShown);
  return page(
    'Sandbox',
    html`<header>
        <h1>Sandbox</h1>
        <p class="soft">
          Local stand-ins that speak the vendors’ own protocols. Nothing leaves this machine, nothing costs
          anything.
        </p>
      </header>
      <h2>Mail</h2>
      ${section(mails.map(mailRow), 'No mail has been sent yet.')}
      <h2>Calls</h2>
      ${
        calls.length > 0
          ? html`<div class="grid">${calls.map(callCard)}</div>`
          : section([], 'No image has been asked for yet.')
      }
      ${socialSection(store, platforms, ofPlatforms)} ${faultSection(sandbox)}
      <h2>Stand-ins</h2>
      ${section(
        [
          ...standIns.map(({ name, base, about }) => standInRow(name, `${origin}${base}`, about)),
          standInRow(mail.name, `smtp://127.0.0.1:${mail.port}`, mail.about),
        ],
        '',
      )}`,
  );
}

/** Rows in a card, or what to say when there are none. */
const section = (rows: Html[], none: string): Html =>
  html`<div class="card">${rows.length > 0 ? rows : html`<p class="empty">${none}</p>`}</div>`;

const mailRow = ({ id, at, to, subject }: ReceivedMail): Html =>
  html`<a class="row" href="/mail/${id}">
    <span class="first soft">${when(at)}</span>
    <span class="main">${subject || '(no subject)'}</span>
    <span class="soft">to ${to}</span>
  </a>`;

const standInRow = (name: string, address: string, about: string): Html =>
  html`<div class="row">
    <strong>${name}</strong>
    <span class="main">${about}</span>
    <code>${address}</code>
  </div>`;

function callCard({ id, at, standIn, path, prompt, outcome, status, worked }: JournalEntry): Html {
  const picture = worked
    ? html`<img src="/calls/${id}/picture" alt="what was drawn" loading="lazy" />`
    : html`no picture`;
  return html`<article class="card call">
    <div class="picture">${picture}</div>
    <div class="said">
      <p class="prompt" title="${prompt.slice(0, 1000)}">${prompt.slice(0, 300) || path}</p>
      <div class="facts">
        <span class="mark ${outcome}">${outcome}${status && ` ${status}`}</span>
        <span>${standIn}</span>
        ${when(at)}
      </div>
    </div>
  </article>`;
}
