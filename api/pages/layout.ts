import { createHash } from 'node:crypto';
import type { Locale } from '../locale.ts';

/** As the dashboard looks: dashboard/app/theme.ts. */
const style = `
*{box-sizing:border-box}
body{margin:0;padding:32px 16px;background:#f9f8f6;color:#26231e;font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header{display:flex;align-items:center;gap:10px;max-width:27.5rem;margin:0 auto 20px;font-weight:700;font-size:1.125rem}
main{max-width:27.5rem;margin:0 auto;padding:32px;background:#fff;border:1px solid #d8d3cb;border-radius:14px;box-shadow:0 1px 2px rgb(38 35 30/5%),0 4px 16px rgb(38 35 30/4%)}
h1{margin:0 0 16px;font-size:1.625rem;line-height:1.25}
a{color:#14695f}
label{display:block;margin:16px 0 4px;font-weight:600}
input{width:100%;min-height:42px;padding:8px 12px;border:1px solid #978e82;border-radius:10px;background:#fff;color:inherit;font:inherit}
button{width:100%;min-height:42px;margin-top:24px;padding:8px 12px;border:0;border-radius:10px;background:#14695f;color:#fff;font:inherit;font-weight:600;cursor:pointer}
:focus-visible{outline:2px solid #14695f;outline-offset:2px}
small{color:#6d6459}
p[role=alert]{margin:4px 0 0;color:#b12b2b}
@media (prefers-color-scheme:dark){
body{background:#1a201e;color:#e4e8e6}
main{background:#252c2a;border-color:#4a5451;box-shadow:none}
a{color:#4fbdac}
input{background:#1a201e;border-color:#78837f}
button{background:#1c8276}
:focus-visible{outline-color:#4fbdac}
small{color:#a3adaa}
p[role=alert]{color:#ee9090}
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

/** dashboard/public/favicon.svg: the policy lets nothing be loaded. */
const sign = new Html(
  '<svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="#14695f"/>' +
    '<g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"><path d="M22 11.2A7 7 0 0 0 9.4 14"/>' +
    '<path d="M10 20.8A7 7 0 0 0 22.6 18"/></g><g fill="#ffb48f"><circle cx="22.4" cy="10.4" r="2.6"/>' +
    '<circle cx="9.6" cy="21.6" r="2.6"/></g></svg>',
);

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
        <header>${sign} SocialSync</header>
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
