import { html, page, when, type Html } from '../../pages/html.ts';
import type { Platform } from '../platform.ts';
import type { Inbox, PlatformMessaging } from './messaging.ts';
import type { ChatMessage } from './messages.ts';
import type { Person } from './people.ts';

/** Where a person chats as a customer of an inbox; the list of its customers, where none is named. */
export const chatPath = (platform: string, inbox: string, person?: string): string =>
  `/chat/${platform}/${inbox}${person === undefined ? '' : `/${encodeURIComponent(person)}`}`;

/** What the page can send: all that needs no earlier message. */
const offered = [
  ...['text', 'image', 'audio', 'video', 'document', 'sticker', 'location', 'contacts', 'order'],
  ...['story_mention', 'story_reply', 'share', 'comment', 'unsupported'],
];

const title = (platform: Platform, { account, number }: Inbox): string =>
  `${account.name} on ${platform.title}${number === '' ? '' : ` (+${number})`}`;

/** The customers of an inbox, and how to be another one. */
export const customersPage = (platform: Platform, inbox: Inbox, people: Person[]): string =>
  page(
    title(platform, inbox),
    html`<p class="back"><a href="/">← Sandbox</a></p>
      <h1>${title(platform, inbox)}</h1>
      <div class="card">
        ${
          people.length > 0
            ? people.map(({ id, name }) => customerRow(chatPath(platform.name, inbox.id, id), name, id))
            : html`<p class="empty">Nobody has written yet.</p>`
        }
      </div>
      <h2>Be a customer</h2>
      <form method="post" action="${chatPath(platform.name, inbox.id)}">
        <label>Name <input name="name" value="Léa Martin" required /></label>
        <label>
          ${inbox.number === '' ? 'Id' : 'Phone number'}
          <input
            name="from"
            value="${inbox.number === '' ? '6712345678901234' : '+33612345678'}"
            required
            pattern="[+]?[0-9]{3,20}"
          />
        </label>
        <button>Chat</button>
      </form>`,
  );

const customerRow = (path: string, name: string, id: string): Html =>
  html`<a class="row" href="${path}">
    <span class="main">${name}</span>
    <span class="soft">${id}</span>
  </a>`;

/** The conversation in a frame that renews itself, and what to write. */
export function conversationPage(
  platform: Platform & { messaging: PlatformMessaging },
  inbox: Inbox,
  person: { id: string; name: string },
  isHeard: boolean,
): string {
  const path = chatPath(platform.name, inbox.id, person.id);
  const types = offered.filter((type) => platform.messaging.types.includes(type));
  return page(
    `${person.name} and ${inbox.account.name}`,
    html`<p class="back"><a href="${chatPath(platform.name, inbox.id)}">← ${title(platform, inbox)}</a></p>
      <h1>${person.name}</h1>
      ${
        isHeard
          ? ''
          : html`<p class="soft">
              No app has subscribed to this account: nobody hears what is written here.
            </p>`
      }
      <div class="card"><iframe class="chat" src="${path}/messages" title="the conversation"></iframe></div>
      <form method="post" action="${path}">
        <input type="hidden" name="name" value="${person.name}" />
        <label class="wide">Message <input name="text" autofocus autocomplete="off" /></label>
        <label>
          As
          <select name="type">
            ${types.map((type) => html`<option value="${type}">${type.replace('_', ' ')}</option>`)}
          </select>
        </label>
        <button>Send</button>
      </form>`,
  );
}

/** The frame: the newest message stands at the bottom, where the reader is. */
export const messagesPage = (messages: ChatMessage[]): string =>
  page('Messages', html`<div class="messages">${messages.map(bubble)}</div>`);

const bubble = ({ direction, type, text, at, edits, unsent, media }: ChatMessage): Html =>
  html`<p class="bubble ${direction}">
    ${unsent ? html`<em>taken back</em>` : text || `(${type.replace('_', ' ')})`}
    ${media?.mediaType.startsWith('image/') ? html`<img src="${media.path}" alt="what was sent" />` : ''}
    <span class="soft">${when(new Date(at).toISOString())}${edits > 0 ? ', edited' : ''}</span>
  </p>`;

/** The front page's row of an inbox. */
export const inboxRow = (platform: Platform, inbox: Inbox): Html =>
  html`<a class="row" href="${chatPath(platform.name, inbox.id)}">
    <strong>${platform.title}</strong>
    <span class="main">Chat with ${inbox.account.name} as a customer</span>
    <span class="soft">${inbox.number === '' ? `@${inbox.account.handle}` : `+${inbox.number}`}</span>
  </a>`;
