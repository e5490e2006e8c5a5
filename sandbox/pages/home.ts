import { faultNames, listFaults, promptWords } from '../faults.ts';
import { listCalls, type JournalEntry } from '../journal.ts';
import { listMails } from '../smtp/mails.ts';
import type { Sandbox, StandIn } from '../standIn.ts';
import { html, page, type Html } from './html.ts';

const time = (at: string) => at.slice(11, 19);

/** The sandbox's front page: what it stands in for, what was called, what was mailed, what shall go wrong. */
export async function homePage({ store }: Sandbox, standIns: StandIn[]): Promise<string> {
  const mails = await listMails(store);
  const faults = listFaults(store);
  return page(
    'Sandbox',
    html`<h1>Sandbox</h1>
      <p class="about">
        Local stand-ins that speak the vendors’ own protocols. Nothing leaves this machine, nothing costs
        anything.
      </p>
      <table>
        <tr>
          <th>Stand-in</th>
          <th>Base address</th>
          <th></th>
        </tr>
        ${standIns.map(
          ({ name, base, about }) =>
            html`<tr>
              <td>${name}</td>
              <td><code>${base}</code></td>
              <td>${about}</td>
            </tr>`,
        )}
        <tr>
          <td>mail</td>
          <td><code>SMTP</code></td>
          <td>A mail server: what it is given stands below</td>
        </tr>
      </table>
      <h2>Mail</h2>
      ${
        mails.length === 0
          ? html`<p class="empty">None yet.</p>`
          : html`<table>
              ${mails.slice(0, 20).map(mailRow)}
            </table>`
      }
      <h2>Calls</h2>
      ${callTable(listCalls(store, { limit: 30 }).reverse())}
      <h2>Faults</h2>
      ${
        faults.length === 0
          ? html`<p class="empty">Everything works.</p>`
          : html`<table>
              ${faults.map(
                (fault) =>
                  html`<tr>
                    <td>${fault.standIn}</td>
                    <td>${fault.fault}</td>
                    <td>the next ${fault.times}</td>
                    <td>${fault.match && html`with “${fault.match}”`}</td>
                  </tr>`,
              )}
            </table>`
      }
      <form method="post" action="/faults">
        <select name="standIn" aria-label="stand-in">
          ${[...standIns.map(({ name }) => name), 'mail'].map(option)}
        </select>
        <select name="fault" aria-label="fault">
          ${faultNames.map(option)}
        </select>
        <input name="times" type="number" value="1" min="1" aria-label="how many calls" />
        <button>Make it go wrong</button>
      </form>
      <h2>Words in a prompt</h2>
      <p class="about">
        In square brackets, such as <code>[500]</code>; <code>[500 once]</code> only the first time that this
        prompt comes.
      </p>
      <table>
        ${promptWords.map(
          ({ word, meaning }) =>
            html`<tr>
              <td><code>[${word}]</code></td>
              <td>${meaning}</td>
            </tr>`,
        )}
      </table>`,
  );
}

const option = (name: string) => html`<option>${name}</option>`;

const mailRow = ({ id, at, to, subject }: { id: string; at: string; to: string; subject: string }) =>
  html`<tr>
    <td>${time(at)}</td>
    <td>${to}</td>
    <td><a href="/mail/${id}">${subject || '(no subject)'}</a></td>
  </tr>`;

function callTable(calls: JournalEntry[]): Html {
  if (calls.length === 0) return html`<p class="empty">None yet.</p>`;
  return html`<table>
    ${calls.map(
      ({ id, at, standIn, prompt, outcome, status, worked }) =>
        html`<tr>
          <td>${time(at)}</td>
          <td>${standIn}</td>
          <td>${worked ? html`<img src="/calls/${id}.png" alt="" />` : ''}</td>
          <td>${prompt.slice(0, 300)}</td>
          <td>${outcome} ${status}</td>
        </tr>`,
    )}
  </table>`;
}
