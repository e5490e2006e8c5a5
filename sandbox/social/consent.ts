import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { readBody } from '../readBody.ts';
import type { Store } from '../store.ts';
import { findAccount, listAccounts, type Account } from './accounts.ts';
import { addressWith, readRecipient, readRequest, type AuthorizationRequest } from './authorize.ts';
import { issueCode } from './codes.ts';
import { consentPage, errorPage, consentPolicy } from './consentPage.ts';
import { createGrant } from './grants.ts';
import type { Platform } from './platform.ts';
import { Refused, rfc6749 } from './refused.ts';

/** A test may have made thousands of accounts. */
const accountsShown = 50;

/**
 * The page where a person allows or denies; tests post its form: decision (allow, deny), account (an id), and
 * as often as there are any, scope and the platform's assets, such as pages; all of them when there is no such field.
 */
export function mountConsent(router: Router, store: Store, platform: Platform): void {
  const path = `/${platform.name}${platform.authorization.path}`;
  router.get(path, (ctx) =>
    withRequest(ctx, store, platform, (request) => {
      show(
        ctx,
        consentPage(platform, request, listAccounts(store, platform.name).slice(0, accountsShown), ctx.url),
      );
    }),
  );
  router.post(path, async (ctx) => {
    const form = new URLSearchParams(await readBody(ctx));
    withRequest(ctx, store, platform, (request) => decide(ctx, store, platform, request, form));
  });
}

/** Reads the request; shows what is wrong with it, or sends it back where the platform does. */
function withRequest(
  ctx: RouterContext,
  store: Store,
  platform: Platform,
  use: (request: AuthorizationRequest) => void,
): void {
  const query = new URLSearchParams(ctx.querystring);
  let redirectUri: string | null = null;
  try {
    const recipient = readRecipient(store, platform, query);
    ({ redirectUri } = recipient);
    use(readRequest(recipient, platform, query));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (redirectUri === null || platform.authorization.errorsGoTo === 'page') {
      ctx.status = 400;
      return show(ctx, errorPage(platform, rfc6749(error).error, error.message));
    }
    const problem = { error: rfc6749(error).error, error_description: error.message };
    ctx.redirect(addressWith(redirectUri, { ...problem, state: query.get('state') }));
  }
}

function decide(
  ctx: RouterContext,
  store: Store,
  platform: Platform,
  request: AuthorizationRequest,
  form: URLSearchParams,
): void {
  const { authorization } = platform;
  const { redirectUri, state, query } = request;
  if (form.get('decision') !== 'allow') {
    return ctx.redirect(addressWith(redirectUri, { ...authorization.denial, state }));
  }
  const account = findAccount(store, platform.name, form.get('account') ?? '');
  if (!account) {
    ctx.status = 400;
    return show(ctx, errorPage(platform, 'invalid_account', 'There is no such account in the sandbox.'));
  }
  const scopes = chosenOf(form, 'scope', request.scopes);
  const grant = createGrant(store, {
    ...{ platform: platform.name, clientId: request.app.clientId, accountId: account.id },
    ...{ scopes, parameters: { ...Object.fromEntries(query), ...chosenAssets(platform, account, form) } },
  });
  const code = issueCode(store, grant, {
    ...{ redirectUri, challenge: request.challenge },
    ...{ lifetimeSeconds: authorization.codeLifetimeSeconds, prefix: authorization.codePrefix },
  });
  const more = authorization.callback?.({ scopes, query }) ?? {};
  ctx.redirect(addressWith(redirectUri, { code, ...more, state }, authorization.fragment));
}

/** What the person ticked; everything where the form has no such field. The page's form has it, empty, always. */
const chosenOf = (form: URLSearchParams, field: string, all: string[]): string[] =>
  form.has(field) ? all.filter((each) => form.getAll(field).includes(each)) : all;

/** The assets that the person ticked, by their field. */
function chosenAssets(
  { authorization: { assets } }: Platform,
  account: Account,
  form: URLSearchParams,
): Record<string, string> {
  if (!assets) return {};
  const ids = assets.of(account).map(({ id }) => id);
  return { [assets.field]: chosenOf(form, assets.field, ids).join(',') };
}

function show(ctx: RouterContext, page: string): void {
  ctx.set({
    'content-security-policy': consentPolicy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page;
}
