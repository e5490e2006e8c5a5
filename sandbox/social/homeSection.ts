import type { JournalEntry } from '../journal.ts';
import { html, when, type Html } from '../pages/html.ts';
import type { Store } from '../store.ts';
import { listAccounts, type Account } from './accounts.ts';
import { daySeconds, nowOf, readClock } from './clock.ts';
import { inboxRow } from './messaging/chatView.ts';
import type { Platform } from './platform.ts';
import { feedPath } from './publishing/feedPage.ts';
import { publishingAccounts } from './publishing/publications.ts';
import { statisticsAt } from './statistics.ts';
import { tokenStates } from './tokens.ts';

/** The steps that the front page's buttons move the clock by. */
export const clockSteps: { label: string; seconds: number }[] = [
  { label: '+1 day', seconds: daySeconds },
  { label: '+1 week', seconds: 7 * daySeconds },
  { label: '+2 months', seconds: 61 * daySeconds },
];

/** A test may have made thousands of accounts, and of calls. */
const [accountsShown, callsShown] = [12, 12];

/** The part of the front page that shows every platform's accounts as they stand now, the newest calls, the clock. */
export function socialSection(store: Store, platforms: Platform[], calls: JournalEntry[]): Html {
  const { now, aheadSeconds } = readClock(store);
  const feeds = publishingAccounts(store);
  const days = Math.round((aheadSeconds / daySeconds) * 10) / 10;
  return html`<h2>Chats</h2>
    <div class="card">${platforms.flatMap((platform) => inboxRows(store, platform))}</div>
    <h2>Feeds</h2>
    <div class="card">
      ${
        feeds.length > 0
          ? feeds.slice(0, accountsShown).map((feed) => feedRow(platforms, feed))
          : html`<p class="empty">Nothing has been published yet.</p>`
      }
    </div>
    <h2>Social accounts</h2>
    <div class="card">
      ${platforms.flatMap((platform) => {
        const accounts = listAccounts(store, platform.name).slice(0, accountsShown);
        return accounts.map((account) => accountRow(store, platform, account));
      })}
    </div>
    <h2>Calls of social platforms</h2>
    <div class="card">
      ${
        calls.length > 0
          ? calls.slice(0, callsShown).map(callRow)
          : html`<p class="empty">None has been called yet.</p>`
      }
    </div>
    <h2>Clock</h2>
    <p class="soft">
      For the social platforms it is ${now.slice(0, 16).replace('T', ' ')}
      UTC${days === 0 ? '' : `, ${days} days ahead`}: tokens expire, accounts grow and post by it.
    </p>
    <form method="post" action="/clock">
      ${clockSteps.map(
        ({ label, seconds }) => html`<button name="advanceSeconds" value="${seconds}">${label}</button>`,
      )}
      <button name="reset" value="true">Back to real time</button>
    </form>`;
}

function inboxRows(store: Store, platform: Platform): Html[] {
  const { messaging } = platform;
  if (!messaging) return [];
  const accounts = listAccounts(store, platform.name).slice(0, accountsShown);
  return accounts
    .flatMap((account) => messaging.inboxesOf(account))
    .map((inbox) => inboxRow(platform, inbox));
}

function accountRow(store: Store, platform: Platform, account: Account): Html {
  const { followers, posts } = statisticsAt(account, nowOf(store));
  const tokens = tokenStates(store, platform.name, account.id);
  const connected = tokens.some(({ state }) => state === 'valid');
  const count = (number: number) => number.toLocaleString('en');
  return html`<div class="row">
    <strong>${platform.title}</strong>
    <span class="main">${account.name} <span class="soft">@${account.handle}</span></span>
    <span class="soft">${count(followers)} followers, ${count(posts)} posts</span>
    <span class="soft">${connected ? 'connected' : ''}</span>
  </div>`;
}

const feedRow = (
  platforms: Platform[],
  { platform, account, author, posts }: ReturnType<typeof publishingAccounts>[number],
): Html =>
  html`<a class="row" href="${feedPath(platform, account)}">
    <strong>${platforms.find(({ name }) => name === platform)?.title ?? platform}</strong>
    <span class="main">${author}</span>
    <span class="soft">${posts === 1 ? '1 post' : `${posts} posts`}</span>
  </a>`;

const callRow = ({ at, method, path, outcome, status }: JournalEntry): Html =>
  html`<div class="row">
    <span class="first soft">${when(at)}</span>
    <span class="main">${method} ${path}</span>
    <span class="mark ${outcome}">${outcome}${status && ` ${status}`}</span>
  </div>`;
