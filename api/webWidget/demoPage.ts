import { createHash } from 'node:crypto';
import type { WidgetRow } from '../../db/widgets.ts';
import type { Locale } from '../locale.ts';
import { Html, html } from '../pages/layout.ts';
import { embedCode } from './embedCode.ts';

const texts = {
  fr: {
    title: 'Page d’essai du widget',
    hello: (name: string) => `Essayez «\u00a0${name}\u00a0»`,
    what: 'Ceci tient lieu d’une page de votre boutique. Le bouton en bas à droite ouvre la messagerie\u00a0; ce que vous y écrivez arrive dans la boîte de réception du projet.',
    embed:
      'Pour l’avoir sur votre site, mettez cette ligne dans ses pages, et son origine dans allowed_origins\u00a0:',
    none: 'Il n’y a pas de widget sous cette adresse. Donnez son identifiant\u00a0:',
    off: 'Ce widget est désactivé\u00a0: les pages ne le montrent pas.',
    label: 'Identifiant du widget',
    open: 'Ouvrir',
  },
  en: {
    title: 'Try the widget',
    hello: (name: string) => `Try “${name}”`,
    what: 'This stands in for a page of your shop. The button at the bottom right opens the chat; what you write there comes into the project’s inbox.',
    embed:
      'To have it on your site, put this line into its pages, and the site’s origin into allowed_origins:',
    none: 'There is no widget at this address. Give its id:',
    off: 'This widget is switched off: pages do not show it.',
    label: 'The widget’s id',
    open: 'Open',
  },
};

const style = `
*{box-sizing:border-box}
body{margin:0;background:#f8fafc;color:#0f172a;font:16px/1.6 system-ui,sans-serif}
main{max-width:42rem;margin:0 auto;padding:64px 24px 120px}
h1{margin:0 0 16px;font-size:2rem;line-height:1.2}
p{margin:0 0 20px;color:#334155}
pre{margin:0 0 32px;padding:16px;overflow:auto;background:#0f172a;color:#e2e8f0;border-radius:12px;font-size:14px;white-space:pre-wrap;word-break:break-word}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:16px;margin:0;padding:0;list-style:none}
li{height:150px;background:#e2e8f0;border-radius:12px}
label{display:block;margin-bottom:4px;font-weight:600}
input{width:100%;padding:10px 12px;border:1px solid #64748b;border-radius:8px;font:inherit}
button{margin-top:12px;padding:10px 20px;border:0;border-radius:8px;background:#14695f;color:#fff;font:inherit;font-weight:600}`;

/** As strict as a site may be: the widget needs its script and its calls, and pictures where there is a logo. */
export const demoPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src http: https: data:; " +
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const styleElement = new Html(`<style>${style}</style>`);

/** widget.html: a page with the widget, or one that asks which. */
export function demoPage(locale: Locale, widget: WidgetRow | null, publicUrl: string): string {
  const text = texts[locale];
  const script =
    widget?.enabled === true &&
    html`<script src="widget.js" data-widget-id="${widget.id}" data-language="${locale}" async></script>`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <title>${text.title} – SocialSync</title>
        ${styleElement} ${script || null}
      </head>
      <body>
        <main>${widget ? about(text, widget, publicUrl) : question(text)}</main>
      </body>
    </html> `.text;
}

const about = (text: (typeof texts)[Locale], { id, name, enabled }: WidgetRow, publicUrl: string) =>
  html`<h1>${text.hello(name)}</h1>
    <p>${enabled ? text.what : text.off}</p>
    <p>${text.embed}</p>
    <pre>${embedCode(publicUrl, id)}</pre>
    <ul aria-hidden="true">
      <li></li>
      <li></li>
      <li></li>
      <li></li>
      <li></li>
      <li></li>
    </ul>`;

const question = (text: (typeof texts)[Locale]) =>
  html`<h1>${text.title}</h1>
    <p>${text.none}</p>
    <form method="get">
      <label for="widget_id">${text.label}</label>
      <input id="widget_id" name="widget_id" required />
      <button>${text.open}</button>
    </form>`;
