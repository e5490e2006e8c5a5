import { listFaults, promptWords } from '../faults.ts';
import { allOf, type Sandbox } from '../standIn.ts';
import { html, type Html } from './html.ts';

/** What shall go wrong, a form for more of it, and the words that do the same from within a prompt. */
export function faultSection(sandbox: Sandbox): Html {
  const faults = listFaults(sandbox.store);
  return html`<h2>Faults</h2>
    <div class="card">
      ${
        faults.length > 0
          ? faults.map(
              ({ standIn, fault, times, match, operation = '', until }) =>
                html`<div class="row">
                  <strong>${standIn}</strong>
                  <span class="main">${fault}</span>
                  <span class="soft">
                    ${span(times, until)}${operation && ` that ${operation}`}${match && ` with “${match}”`}
                  </span>
                </div>`,
            )
          : html`<p class="empty">Everything works.</p>`
      }
    </div>
    <form method="post" action="/faults">
      <label
        >What shall go wrong
        <select name="fault">
          ${allOf(sandbox).map(faultOptions)}
        </select></label
      >
      <label>How often <input name="times" type="number" value="1" min="1" max="1000" required /></label>
      <button>Make it go wrong</button>
      <button formaction="/faults/clear" formnovalidate>Clear all</button>
    </form>
    <h2>Words in a prompt</h2>
    <p class="soft">
      In square brackets within a prompt; <code>[500 once]</code> only the first time that this prompt comes.
    </p>
    <div class="card">
      ${promptWords.map(
        ({ word, meaning }) =>
          html`<div class="row">
            <span class="word"><code>[${word}]</code></span>
            <span class="main">${meaning}</span>
          </div>`,
      )}
    </div>`;
}

const span = (times: number, until: number | undefined): string => {
  if (until !== undefined) return `for ${Math.ceil((until - Date.now()) / 1000)} s all calls`;
  return times === 1 ? 'the next call' : `the next ${times} calls`;
};

const faultOptions = ({ name, faults }: { name: string; faults: readonly string[] }): Html =>
  html`<optgroup label="${name}">
    ${faults.map((fault) => html`<option value="${name} ${fault}">${name}: ${fault}</option>`)}
  </optgroup>`;
