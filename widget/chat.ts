import type { Backend, WidgetSettings } from './backend.ts';
import { createConversation } from './conversation.ts';
import { element, icon } from './dom.ts';
import { createMessageList } from './messageList.ts';
import { createPanel, fillsScreen } from './panel.ts';
import type { Store } from './store.ts';
import { texts as allTexts, type Language } from './texts.ts';
import type { VisitorKey } from './visitorKey.ts';

interface ChatOptions {
  settings: WidgetSettings;
  language: Language;
  backend: Backend;
  store: Store;
  visitorKey: VisitorKey;
  visitor: { name?: string; email?: string };
}

const chatPath = 'M4 5h16v11.5h-8.5L7 20v-3.5H4z';
const downPath = 'M6 9.5l6 6 6-6';

/** The button, the dialog that it opens, and the conversation in it. */
export function createChat({
  settings,
  language,
  backend,
  store,
  visitorKey,
  visitor,
}: ChatOptions): HTMLElement {
  const texts = allTexts[language];
  const badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const launcher = element(
    'button',
    { type: 'button', class: 'launcher', 'aria-expanded': 'false', 'aria-controls': 'panel' },
    icon(chatPath),
    icon(downPath),
    badge,
  );
  const conversation = createConversation({
    ...{ backend, store, visitorKey, visitor, language },
    changed: () => show(),
  });
  const list = createMessageList({
    ...{ texts, language, shop: settings.name, retry: (id) => conversation.retry(id) },
    welcome: settings.welcome_messages[language] || settings.welcome_message,
  });
  const { panel, focus, notify } = createPanel({
    ...{ texts, name: settings.name, logoUrl: settings.logo_url, isOpen: settings.is_open, log: list.log },
    write(text) {
      conversation.write(text);
      list.toEnd();
    },
    close: () => turn(false),
  });

  function turn(open: boolean): void {
    panel.hidden = !open;
    panel.ariaModal = open && fillsScreen() ? 'true' : null;
    launcher.setAttribute('aria-expanded', String(open));
    show();
    if (!open) {
      launcher.focus();
      return;
    }
    list.toEnd();
    focus();
  }
  function show(): void {
    list.show(conversation.messages, conversation.pending);
    if (!panel.hidden) conversation.see();
    const { unread } = conversation;
    badge.hidden = unread === 0;
    badge.textContent = unread > 9 ? '9+' : String(unread);
    const label = panel.hidden ? texts.open : texts.close;
    launcher.setAttribute('aria-label', unread > 0 ? `${label} (${texts.unread(unread)})` : label);
    notify(conversation.isOffline ? texts.offline : '');
  }

  launcher.addEventListener('click', () => turn(panel.hidden === true));
  document.addEventListener('visibilitychange', show);
  show();
  conversation.start();
  return element('div', { class: 'root', lang: language }, panel, launcher);
}
