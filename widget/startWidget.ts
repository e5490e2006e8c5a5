import { createBackend, type WidgetSettings } from './backend.ts';
import { createChat } from './chat.ts';
import { paintOf } from '../contracts/widgetPaint.ts';
import { browserStorage, openStore } from './store.ts';
import { styles } from './styles.ts';
import { chooseLanguage } from './texts.ts';
import { createVisitorKey } from './visitorKey.ts';

const tag = 'socialsync-chat';

/**
 * Puts the chat of the widget that the script names into the page: in a shadow root, so that neither's styles reach the
 * other. A widget that is switched off or not there shows nothing.
 */
export async function startWidget(script: HTMLScriptElement): Promise<void> {
  const { widgetId, language: asked, visitorName: name, visitorEmail: email } = script.dataset;
  if (!widgetId) return;
  const base = new URL('../', script.src).href;
  const backend = createBackend(base, widgetId);
  const settings = await backend.settings().catch(() => null);
  if (!settings?.enabled || document.querySelector(tag)) return;

  const wanted = [asked, document.documentElement.lang, ...navigator.languages];
  const language = chooseLanguage(wanted, settings.languages);
  const store = openStore(widgetId, browserStorage());
  const visitorKey = createVisitorKey({ widgetId, store, make: backend.makeVisitor });
  const visitor = { ...(name && { name }), ...(email && { email }) };
  const host = document.createElement(tag);
  const root = host.attachShadow({ mode: 'open' });
  dress(root, host, settings, `${base}static/widget.css`);
  root.append(createChat({ settings, language, backend, store, visitorKey, visitor }));
  // A script in the head may be here before the body is.
  (document.body ?? document.documentElement).append(host);
}

/** Gives the chat its styles in ways that a strict content security policy lets be: none stands in the page's markup. */
function dress(root: ShadowRoot, host: HTMLElement, settings: WidgetSettings, fallback: string): void {
  const { surface, text, edge } = paintOf(settings.primary_color);
  host.style.setProperty('--surface', surface);
  host.style.setProperty('--on-surface', text);
  host.style.setProperty('--edge', edge);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Browsers from before 2023.
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = fallback;
    root.append(link);
  }
}
