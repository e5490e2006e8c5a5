import type { WidgetMessage } from '../contracts/widgets.ts';
import { element } from './dom.ts';
import type { Pending } from './store.ts';
import type { Language, Texts } from './texts.ts';

interface ListOptions {
  texts: Texts;
  language: Language;
  shop: string;
  welcome: string;
  retry: (id: string) => void;
}

interface Shown {
  row: HTMLElement;
  /** What it shows: it is drawn anew when that changed, so that nothing is read aloud twice. */
  state: string;
}

/** The conversation on the page. What is there stays there: a screen reader is told of what is new alone. */
export function createMessageList({ texts, language, shop, welcome, retry }: ListOptions) {
  const log = element('div', {
    ...{ class: 'log', role: 'log', tabindex: '0', 'aria-label': texts.conversation },
  });
  const shown = new Map<string, Shown>();
  let isAtEnd = true;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  log.addEventListener('scroll', () => {
    isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  });
  // The end stays in sight when what is below the list grows, or the keyboard of a phone comes.
  new ResizeObserver(() => isAtEnd && toEnd()).observe(log);
  if (welcome) log.append(rowOf('agent', shop, welcome, null));

  function rowOf(
    from: string,
    writer: string,
    text: string,
    at: string | null,
    ...more: Node[]
  ): HTMLElement {
    return element(
      'div',
      { class: `message ${from}` },
      element('span', { class: 'unseen' }, `${writer}\u00a0: `),
      element('p', { class: 'bubble' }, text),
      ...more,
      at === null ? null : timeOf(at, language, from === 'assistant' ? `${texts.automatic} · ` : ''),
    );
  }
  const drawMessage = ({ from, content, created_at: at, attachments }: WidgetMessage) => {
    const writer = from === 'visitor' ? texts.you : texts.writers[from](shop);
    const links = attachments.flatMap(({ url, name }) => linkTo(url, name ?? texts.attachment));
    const text = content || (links.length > 0 ? texts.attachment : texts.removed);
    return rowOf(from, writer, text, at, ...links);
  };
  const drawPending = ({ id, text, at, state }: Pending) => {
    if (state === 'sent') return rowOf('visitor', texts.you, text, at);
    const again = element('button', { type: 'button', class: 'again' }, texts.retry);
    again.addEventListener('click', () => retry(id));
    const note =
      state === 'failed'
        ? element('span', { class: 'note failed' }, `${texts.failed} `, again)
        : element('span', { class: 'note' }, texts.sending);
    return rowOf('visitor waiting', texts.you, text, null, note);
  };

  return {
    log,
    show(messages: WidgetMessage[], pending: Pending[]): void {
      const wasAtEnd = isAtEnd;
      const wanted = [
        ...messages.map((message) => ({
          key: message.client_message_id ?? message.id,
          state: message.content === '' ? 'empty' : 'sent',
          draw: () => drawMessage(message),
        })),
        ...pending.map((each) => ({ key: each.id, state: each.state, draw: () => drawPending(each) })),
      ];
      const keys = new Set(wanted.map(({ key }) => key));
      for (const [key, { row }] of shown) {
        if (keys.has(key)) continue;
        row.remove();
        shown.delete(key);
      }
      let previous: Element | null = welcome ? log.firstElementChild : null;
      for (const { key, state, draw } of wanted) {
        const present = shown.get(key);
        const row = present?.state === state ? present.row : draw();
        if (present && present.row !== row) present.row.replaceWith(row);
        shown.set(key, { row, state });
        const place: Element | null = previous ? previous.nextElementSibling : log.firstElementChild;
        if (place !== row) log.insertBefore(row, place);
        previous = row;
      }
      if (wasAtEnd) toEnd();
    },
    toEnd,
  };
}

/** When a message was written: the time today, else with its day; after what is to be said with it. */
function timeOf(at: string, language: Language, before: string): HTMLElement {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  const text = new Intl.DateTimeFormat(language, { ...day, hour: '2-digit', minute: '2-digit' }).format(date);
  return element('time', { datetime: at }, before + text);
}

/** A link to a file; nothing where the address is none of the web. */
function linkTo(url: string, name: string): HTMLElement[] {
  if (!/^https?:\/\//i.test(url)) return [];
  return [element('a', { class: 'file', href: url, target: '_blank', rel: 'noopener noreferrer' }, name)];
}
