import { visitorMessageMaximum } from '../contracts/widgetLimits.ts';
import { element, icon } from './dom.ts';
import type { Texts } from './texts.ts';

interface PanelOptions {
  texts: Texts;
  name: string;
  logoUrl: string | null;
  isOpen: boolean;
  log: HTMLElement;
  write: (text: string) => void;
  close: () => void;
}

const crossPath = 'M6 6l12 12M18 6L6 18';
const sendPath = 'M4 12l16-8-6 16-3-7z';

/** The dialog: who answers, the conversation, and where the visitor writes. */
export function createPanel({ texts, name, logoUrl, isOpen, log, write, close }: PanelOptions) {
  const closing = element(
    'button',
    { type: 'button', class: 'close', 'aria-label': texts.close },
    icon(crossPath),
  );
  const title = element('h2', { id: 'title' }, name);
  const status = element('p', {}, isOpen ? texts.open_now : texts.closed_now);
  const notice = element('p', { class: 'notice', role: 'status' });
  const input = element('textarea', {
    ...{ id: 'text', rows: '1', maxlength: String(visitorMessageMaximum), placeholder: texts.placeholder },
    ...{ enterkeyhint: 'send', autocomplete: 'off' },
  });
  const sending = element(
    'button',
    { class: 'send', 'aria-label': texts.send, disabled: true },
    icon(sendPath),
  );
  const form = element(
    'form',
    {},
    element('label', { for: 'text', class: 'unseen' }, texts.yourMessage),
    input,
    sending,
  );
  const panel = element(
    'section',
    { id: 'panel', class: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true },
    element('header', {}, faceOf(name, logoUrl), element('div', {}, title, status), closing),
    log,
    notice,
    form,
  );

  const fit = () => {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
    sending.disabled = input.value.trim() === '';
  };
  const submit = () => {
    const text = input.value.trim();
    if (text === '') return;
    write(text);
    input.value = '';
    fit();
    input.focus();
  };
  input.addEventListener('input', fit);
  input.addEventListener('keydown', (event) => {
    // While a word is being composed, Enter ends the word: not the message.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  closing.addEventListener('click', close);
  panel.addEventListener('keydown', (event) => {
    // What is typed here is not for the shortcuts of the page.
    event.stopPropagation();
    if (event.key === 'Escape') close();
    if (event.key === 'Tab' && fillsScreen()) stayInside(event, panel);
  });

  return {
    panel,
    focus: () => input.focus(),
    notify: (text: string): void => {
      if (notice.textContent !== text) notice.textContent = text;
    },
  };
}

/** As the styles say: on a phone the dialog is all there is. */
export const fillsScreen = () => matchMedia('(max-width: 480px)').matches;

/** Keeps the focus within the dialog that covers the page. */
function stayInside(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [
    ...panel.querySelectorAll<HTMLElement>('button:not([disabled]), textarea, a[href], [tabindex="0"]'),
  ];
  const here = (panel.getRootNode() as ShadowRoot).activeElement;
  const [first, last] = [stops[0], stops.at(-1)];
  const leaves = event.shiftKey ? here === first : here === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/** The shop's logo; where there is none, or the page does not let it load, its initial. */
function faceOf(name: string, logoUrl: string | null): HTMLElement {
  const initial = element(
    'span',
    { class: 'face', 'aria-hidden': 'true' },
    [...name][0]?.toUpperCase() ?? '',
  );
  if (!logoUrl) return initial;
  const logo = element('img', { class: 'face', src: logoUrl, alt: '', referrerpolicy: 'no-referrer' });
  logo.addEventListener('error', () => logo.replaceWith(initial));
  return logo;
}
