import { createHash } from 'node:crypto';
import type { Locale } from '../locale.ts';

const style = `
*{box-sizing:border-box}
body{margin:0;padding:32px 16px;background:#f1f5f9;color:#0f172a;font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:0 auto;padding:32px;background:#fff;border:1px solid #e2e8f0;border-radius:12px}
h1{margin:0 0 16px;font-size:1.4rem;line-height:1.3}
label{display:block;margin:16px 0 4px;font-weight:600}
input{width:100%;padding:10px 12px;border:1px solid #64748b;border-radius:8px;background:#fff;color:inherit;font:inherit}
button{width:100%;margin-top:24px;padding:12px;border:0;border-radius:8px;background:#4338ca;color:#fff;font:inherit;font-weight:600}
small{color:#475569}
p[role=alert]{margin:4px 0 0;color:#b91c1c}
@media (prefers-color-scheme:dark){
body{background:#0f172a;color:#f8fafc}
main{background:#1e293b;border-color:#334155}
input{background:#0f172a}
small{color:#cbd5e1}
p[role=alert]{color:#fca5a5}
}`;

/** Nothing is loaded and no script runs; the one style is known by its hash; forms go nowhere but back to us. */
export const pagePolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** HTML that is safe to stand in a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | null | undefined | (Html | null)[];

/** HTML from a template: whatever is filled in is escaped, unless it is Html already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(renderPart)));
}

function renderPart(part: Part): string {
  if (part === null || part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(renderPart).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Outside the template, whose white space is the formatter's: the hash is over every character. */
const styleElement = new Html(`<style>${style}</style>`);

/** A whole page. */
export const page = (locale: Locale, title: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – SocialSync</title>
        ${styleElement}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `;

interface Field {
  name: string;
  label: string;
  type: 'text' | 'password';
  autocomplete: string;
  value?: string;
  hint?: string;
  errors?: string[];
}

/** A labelled field, with what was wrong with it. */
export const field = ({ name, label, type, autocomplete, value, hint, errors = [] }: Field): Html =>
  html` <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${value}"
      required
    />
    ${hint === undefined ? null : html`<small>${hint}</small>`}
    ${errors.map((error) => html`<p role="alert">${error}</p>`)}`;

/** What was wrong with the form as a whole. */
export const alert = (text: string | undefined): Html | null =>
  text === undefined ? null : html`<p role="alert">${text}</p>`;
