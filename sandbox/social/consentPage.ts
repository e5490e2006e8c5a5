import { Html, html } from '../pages/html.ts';
import type { Account } from './accounts.ts';
import type { AuthorizationRequest } from './authorize.ts';
import type { Platform } from './platform.ts';

/** No script and nothing from elsewhere. Forms may lead anywhere: browsers hold an app's own redirects to it, too. */
export const consentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self' http: https:; frame-ancestors 'none'; base-uri 'none'";

const style = new Html(`
  :root { color-scheme: light dark; --card: #fff; --ground: #eef1f5; --edge: #8883; --soft: #8881; --accent: #2f6fed; }
  @media (prefers-color-scheme: dark) { :root { --card: #1c1f25; --ground: #101216; --accent: #6b9bff; } }
  * { box-sizing: border-box; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-items: center;
    background: var(--ground); padding: 1.5rem; }
  main { background: var(--card); border-radius: 16px; padding: 2rem; width: 100%; max-width: 28rem;
    box-shadow: 0 8px 40px #0002; }
  .platform { color: #888; font-size: .85rem; margin: 0 0 .25rem; }
  h1 { font-size: 1.3rem; margin: 0 0 1.25rem; line-height: 1.3; } h2 { font-size: .9rem; margin: 1.5rem 0 .5rem; }
  label { display: flex; gap: .75rem; align-items: center; padding: .6rem .75rem; border: 1px solid var(--edge);
    border-radius: 10px; margin-bottom: .5rem; cursor: pointer; }
  label:has(:checked) { border-color: var(--accent); background: var(--soft); }
  label.scope { border: 0; padding: .25rem 0; margin: 0; background: none; align-items: start; }
  img { border-radius: 50%; width: 40px; height: 40px; } small { color: #888; display: block; }
  input { accent-color: var(--accent); } label.scope input { margin-top: .3rem; }
  label.asset { margin-left: 1.5rem; padding-bottom: .5rem; }
  .buttons { display: flex; gap: .75rem; margin-top: 1.75rem; }
  button { font: inherit; font-weight: 600; flex: 1; padding: .7rem; border-radius: 10px; border: 1px solid var(--edge);
    background: none; color: inherit; cursor: pointer; }
  button.allow { background: var(--accent); border-color: var(--accent); color: #fff; }
  footer { color: #888; font-size: .8rem; margin-top: 1.5rem; overflow-wrap: anywhere; }
  code { background: var(--soft); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
`);

/** Which app asks for what, and on whose behalf: the person chooses. */
export const consentPage = (
  platform: Platform,
  { app, redirectUri, scopes }: AuthorizationRequest,
  accounts: Account[],
  action: string,
): string =>
  frame(
    `Connect to ${platform.title}`,
    html`<p class="platform">${platform.title} (sandbox)</p>
      <h1>“${app.clientId}” wants to use your ${platform.title} account</h1>
      <form method="post" action="${action}">
        ${['scope', ...assetFields(platform)].map(
          // So that a form in which nothing is ticked says so.
          (field) => html`<input type="hidden" name="${field}" value="" />`,
        )}
        <h2>As</h2>
        ${accounts.flatMap((account, index) => [
          accountChoice(account, index === 0),
          ...assetChoices(platform, account),
        ])}
        <h2>It will be able to</h2>
        ${scopes.map(
          (scope) =>
            html`<label class="scope"
              ><input type="checkbox" name="scope" value="${scope}" checked />
              <span>${platform.authorization.scopes[scope] ?? ''}<small>${scope}</small></span></label
            >`,
        )}
        <div class="buttons">
          <button name="decision" value="deny">Deny</button>
          <button class="allow" name="decision" value="allow">Allow</button>
        </div>
      </form>
      <footer>You will be led back to ${redirectUri}. Nothing leaves this machine.</footer>`,
  );

const accountChoice = ({ platform, id, name, handle }: Account, checked: boolean): Html =>
  html`<label
    ><input type="radio" name="account" value="${id}" ${new Html(checked ? 'checked' : '')} />
    <img src="/pictures/avatars/${platform}/${encodeURIComponent(id)}.png" alt="" />
    <span>${name}<small>@${handle}</small></span></label
  >`;

const assetFields = ({ authorization: { assets } }: Platform): string[] => (assets ? [assets.field] : []);

/** What of the account is opened; only those of the chosen account count. */
const assetChoices = ({ authorization: { assets } }: Platform, account: Account): Html[] =>
  (assets?.of(account) ?? []).map(
    ({ id, name }) =>
      html`<label class="scope asset"
        ><input type="checkbox" name="${assets?.field ?? ''}" value="${id}" checked />
        <span>${name}<small>${assets?.heading ?? ''} ${id}</small></span></label
      >`,
  );

/** What a person sees when the app's request is wrong. */
export const errorPage = (platform: Platform, error: string, message: string): string =>
  frame(
    'Something went wrong',
    html`<p class="platform">${platform.title} (sandbox)</p>
      <h1>Something went wrong</h1>
      <p>${message}</p>
      <footer>Error: <code>${error}</code></footer>`,
  );

const frame = (title: string, body: Html): string =>
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
        <main>${body}</main>
      </body>
    </html>`.text;
