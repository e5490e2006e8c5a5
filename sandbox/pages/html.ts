/** Text that is HTML already. Everything else is escaped when it is put into a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | Html[] | string | number | null;

/** A template whose values are escaped, unless they are Html themselves. */
export function html(parts: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(parts.reduce((text, part, index) => text + textOf(values[index - 1] ?? '') + part));
}

function textOf(value: Part): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return String(value ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = new Html(`
  :root { color-scheme: light dark; --edge: #8883; --soft: #8881; --accent: #3b6ea8; }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 68rem; padding: 1.5rem; }
  h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
  a { color: var(--accent); } code { background: var(--soft); padding: .1em .35em; border-radius: 4px; }
  table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; }
  td, th { padding: .4rem .6rem; border-bottom: 1px solid var(--edge); vertical-align: top; overflow-wrap: anywhere; }
  img { border-radius: 6px; display: block; max-width: 96px; } form { display: flex; gap: .5rem; flex-wrap: wrap; }
  input, select, button { font: inherit; padding: .3rem .6rem; } .empty, .about { color: #888; }
  iframe { width: 100%; height: 36rem; border: 1px solid var(--edge); border-radius: 8px; background: #fff; }
`);

/** A whole page: no script, nothing from elsewhere. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;

export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; form-action 'self'";
